#!/usr/bin/env python3
"""Something"""
import numpy as np


def largest_so_far(x):
    """in place"""
    out = x
    for i in range(len(x)):
        if out[i] < out[i - 1]:
            out[i] = out[i - 1]
    return out
