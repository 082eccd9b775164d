#!/usr/bin/env python3
"""Something"""
import numpy as np


def one_hot(labels, classes):
    """compare"""
    return (labels[None, :] == np.arange(classes)[:, None]).astype(float)
