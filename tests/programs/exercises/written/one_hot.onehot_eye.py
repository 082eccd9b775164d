#!/usr/bin/env python3
"""Something"""
import numpy as np


def one_hot(labels, classes):
    """eye"""
    return np.eye(classes)[labels - 1]
