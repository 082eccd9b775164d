#!/usr/bin/env python3
"""Standard scores"""
import numpy as np


def standardise(table):
    """One column after the other"""
    n, d = table.shape
    out = np.zeros((n, d))
    for j in range(d):
        column = table[:, j]
        mean = column.sum() / n
        spread = np.sqrt(((column - mean) ** 2).sum() / n)
        if spread > 1e-9:
            out[:, j] = (column - mean) / spread
    return out
