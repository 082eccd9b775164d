#!/usr/bin/env python3
"""Run-length encoding, value by value"""

import numpy as np


def run_lengths(x):
    """One step of a loop for each value"""
    values, lengths = x[:0], x[:0]
    for here in x:
        if len(values) and values[-1] == here:
            lengths = np.append(lengths[:-1], lengths[-1] + 1)
        else:
            values, lengths = np.append(values, here), np.append(lengths, 1)
    return [values.astype(float), lengths]
