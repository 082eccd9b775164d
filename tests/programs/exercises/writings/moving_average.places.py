#!/usr/bin/env python3
"""Averages of neighbours"""
import numpy as np


def moving_average(x, k):
    """One place after the other"""
    n = x.shape[0]
    size = n - k + 1
    result = np.zeros(size)
    for i in range(size):
        window = x[i:i + k]
        result[i] = window.sum() / k
    return result
