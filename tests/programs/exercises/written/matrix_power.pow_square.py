#!/usr/bin/env python3
"""Something"""
import numpy as np


def matrix_power(a, n):
    """by squares"""
    result = np.eye(a.shape[0])
    while n > 0:
        if n % 2 == 1:
            result = result @ a
        a = a @ a
        n = n / 2
    return result
