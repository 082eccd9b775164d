#!/usr/bin/env python3
"""Averages of neighbours, one by one"""

import numpy as np


def moving_average(x, k):
    """A comprehension is a loop"""
    return np.array([x[i:i + k].mean() for i in range(len(x) - k + 1)])
