"""Run-length encoding, without the last run"""

import numpy as np


def run_lengths(x):
    """The runs that another one follows"""
    begins = np.flatnonzero(np.diff(x)) + 1
    begins = np.concatenate(([0], begins))
    return x[begins[:-1]], np.diff(begins)
