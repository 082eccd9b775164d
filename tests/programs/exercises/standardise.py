#!/usr/bin/env python3
"""Standard scores"""
import numpy as np


def standardise(table):
    """Each column less its mean, in units of its standard deviation; 0 in a column of one value"""
    centred = table - table.mean(axis=0)
    spread = table.std(axis=0)
    return centred / np.where(spread > 1e-9, spread, 1)
