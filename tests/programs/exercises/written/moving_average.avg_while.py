#!/usr/bin/env python3
"""Something"""
import numpy as np


def moving_average(x, k):
    """While"""
    out = np.zeros(len(x) - k + 1)
    i = 0
    while i < len(x) - k:
        out[i] = np.mean(x[i:i + k])
        i += 1
    return out
