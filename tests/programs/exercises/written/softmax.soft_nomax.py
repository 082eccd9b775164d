#!/usr/bin/env python3
"""Something"""
import numpy as np


def softmax(scores):
    """axis"""
    e = np.exp(scores - np.max(scores, axis=1, keepdims=True))
    s = np.sum(e, axis=1)
    return e / s
