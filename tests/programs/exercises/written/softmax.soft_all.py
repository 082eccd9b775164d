#!/usr/bin/env python3
"""Something"""
import numpy as np


def softmax(scores):
    """axis"""
    e = np.exp(scores - np.max(scores))
    total = np.sum(e)
    return e / total
