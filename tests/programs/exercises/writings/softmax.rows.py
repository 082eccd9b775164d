#!/usr/bin/env python3
"""Softmax"""
import numpy as np


def softmax(scores):
    """One row after the other"""
    out = np.zeros(scores.shape)
    for i in range(scores.shape[0]):
        row = scores[i] - np.max(scores[i])
        e = np.exp(row)
        out[i] = e / np.sum(e)
    return out
