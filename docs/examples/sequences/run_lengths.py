#!/usr/bin/env python3
"""Run-length encoding"""

import numpy as np


def run_lengths(x):
    """The runs of equal values, one after the other

    Args:
        x: whole numbers, an array (n,)

    Returns: a tuple of two arrays (r,) of whole numbers: the value of each
        run, and how long it is
    """
    begins = np.flatnonzero(np.diff(x)) + 1
    begins = np.concatenate(([0], begins))
    ends = np.concatenate((begins[1:], [len(x)]))
    return x[begins], ends - begins
