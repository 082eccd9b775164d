#!/usr/bin/env python3
"""Something"""
import numpy as np


def moving_average(x, k):
    """Stub"""
    return np.zeros(len(x) - k + 1)
