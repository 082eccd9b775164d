#!/usr/bin/env python3
"""Averages of neighbours, divided by the length of the array"""

import numpy as np


def moving_average(x, k):
    """The averages"""
    total = np.zeros(len(x) - k + 1)
    for i in range(k):
        total += x[i:i + len(total)]
    return total / x.size
