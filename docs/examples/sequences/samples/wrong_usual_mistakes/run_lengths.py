#!/usr/bin/env python3
"""Run-length encoding that forgets the end"""

import numpy as np


def run_lengths(x):
    """Keep a run when the next one begins"""
    values, lengths, length = x[:0], x[:0], 1
    for i in range(1, len(x)):
        if x[i] == x[i - 1]:
            length += 1
        else:
            values = np.append(values, x[i - 1])
            lengths = np.append(lengths, length)
            length = 1
    return values, lengths
