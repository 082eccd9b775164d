#!/usr/bin/env python3
"""Pairwise distances"""
import numpy as np


def distances(a, b):
    """One pair after the other"""
    out = np.zeros((len(a), len(b)))
    for i in range(len(a)):
        for j in range(len(b)):
            total = 0
            for t in range(a.shape[1]):
                diff = a[i, t] - b[j, t]
                total += diff * diff
            out[i, j] = total ** 0.5
    return out
