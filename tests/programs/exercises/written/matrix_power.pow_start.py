#!/usr/bin/env python3
"""Something"""
import numpy as np


def matrix_power(a, n):
    """start"""
    result = a
    for i in range(n):
        result = np.dot(result, a)
    return result
