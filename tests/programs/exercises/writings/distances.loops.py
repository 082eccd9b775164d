#!/usr/bin/env python3
"""Pairwise distances"""
import numpy as np


def distances(points, centres):
    """One centre after the other"""
    n, d = points.shape
    k = centres.shape[0]
    result = np.zeros((n, k))
    for j in range(k):
        apart = points - centres[j]
        result[:, j] = np.sqrt((apart ** 2).sum(axis=1))
    return result
