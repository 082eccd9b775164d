#!/usr/bin/env python3
"""Something"""
import numpy as np


def standardise(table):
    """zero"""
    mean = np.mean(table, axis=0)
    std = np.std(table, axis=0)
    return (table - mean) / std
