#!/usr/bin/env python3
"""The largest so far"""
import numpy as np


def largest_so_far(x):
    """One place after the other"""
    out = np.zeros(len(x))
    best = x[0]
    for i in range(len(x)):
        if x[i] > best:
            best = x[i]
        out[i] = best
    return out
