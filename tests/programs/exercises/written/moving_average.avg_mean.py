#!/usr/bin/env python3
"""Something"""
import numpy as np


def moving_average(x, k):
    """Hopeless"""
    return np.mean(x)
