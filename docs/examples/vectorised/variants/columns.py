"""Softmax of the columns"""

import numpy as np


def softmax(scores):
    """Each column adds up to 1"""
    powers = np.exp(scores - scores.max(axis=0, keepdims=True))
    return powers / powers.sum(axis=0, keepdims=True)
