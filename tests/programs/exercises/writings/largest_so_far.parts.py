#!/usr/bin/env python3
"""The largest so far"""
import numpy as np


def largest_so_far(x):
    """The largest of each beginning"""
    out = np.zeros(x.shape)
    for i in range(len(x)):
        out[i] = np.max(x[:i + 1])
    return out
