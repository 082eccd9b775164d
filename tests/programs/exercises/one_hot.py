#!/usr/bin/env python3
"""One-hot rows"""
import numpy as np


def one_hot(labels, classes):
    """A row for each label, with a 1 in its column"""
    rows = np.zeros((len(labels), classes))
    rows[np.arange(len(labels)), labels] = 1
    return rows
