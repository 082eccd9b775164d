#!/usr/bin/env python3
"""Softmax"""
import numpy as np


def softmax(scores):
    """The share of each score's exponential in those of its row"""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
