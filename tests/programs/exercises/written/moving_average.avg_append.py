#!/usr/bin/env python3
"""Something"""
import numpy as np


def moving_average(x, k):
    """List"""
    result = []
    for i in range(len(x) - k + 1):
        s = 0
        for j in range(i, k):
            s = s + x[j]
        result.append(s / k)
    return np.array(result)
