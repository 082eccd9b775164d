#!/usr/bin/env python3
"""The largest so far"""
import numpy as np


def largest_so_far(x):
    """The largest of all values up to each place"""
    return np.maximum.accumulate(x)
