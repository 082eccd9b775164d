#!/usr/bin/env python3
"""Powers of matrices"""
import numpy as np


def matrix_power(a, n):
    """The product of n factors a, for none the identity"""
    result = np.eye(len(a))
    for _ in range(n):
        result = result @ a
    return result
