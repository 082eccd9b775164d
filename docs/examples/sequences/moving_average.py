#!/usr/bin/env python3
"""Averages of neighbours"""

import numpy as np


def moving_average(x, k):
    """The average of each k neighbours

    Args:
        x: numbers, an array (n,)
        k: how many neighbours are averaged, 1 <= k <= n

    Returns: the averages, an array (n - k + 1,)
    """
    total = np.zeros(len(x) - k + 1)
    for i in range(k):
        total += x[i:i + len(total)]
    return total / k
