#!/usr/bin/env python3
"""Powers of matrices"""
import numpy as np


def matrix_power(a, n):
    """Counts down"""
    size = a.shape[0]
    power = np.identity(size)
    left = n
    while left > 0:
        power = np.dot(power, a)
        left -= 1
    return power
