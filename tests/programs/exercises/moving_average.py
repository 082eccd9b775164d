#!/usr/bin/env python3
"""Averages of neighbours"""
import numpy as np


def moving_average(x, k):
    """The average of each k neighbours"""
    total = np.zeros(len(x) - k + 1)
    for i in range(k):
        total += x[i:i + len(total)]
    return total / k
