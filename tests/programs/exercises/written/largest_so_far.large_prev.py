#!/usr/bin/env python3
"""Something"""
import numpy as np


def largest_so_far(x):
    """prev"""
    out = np.zeros(len(x))
    out[0] = x[0]
    for i in range(1, len(x)):
        out[i] = max(x[i - 1], x[i])
    return out
