"""Averages of neighbours, without the last one"""

import numpy as np


def moving_average(x, k):
    """The average of each k neighbours but the last k"""
    total = np.zeros(len(x) - k)
    for i in range(k):
        total += x[i:i + len(total)]
    return total / k
