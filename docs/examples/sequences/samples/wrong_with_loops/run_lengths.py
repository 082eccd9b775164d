#!/usr/bin/env python3
"""Run-length encoding, with a loop in a loop"""

import numpy as np


def run_lengths(x):
    """Two loops where one is allowed"""
    values, lengths, start = [], [], 0
    for i in range(len(x)):
        if i < start:
            continue
        for j in range(i, len(x)):
            if x[j] != x[i]:
                break
        else:
            j = len(x)
        values.append(x[i])
        lengths.append(j - i)
        start = j
    return np.array(values), np.array(lengths)
