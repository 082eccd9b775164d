#!/usr/bin/env python3
"""Softmax that overflows"""

import numpy as np


def softmax(scores):
    """The exponential of 1000 is infinite"""
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True)
