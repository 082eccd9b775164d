#!/usr/bin/env python3
"""Something"""
import numpy as np


def distances(points, centres):
    """a a + b b - 2 a b"""
    p2 = np.sum(points ** 2, axis=1)
    c2 = np.sum(centres ** 2, axis=1)
    cross = np.dot(points, centres.T)
    d2 = p2[:, None] + c2[None, :] - cross
    return np.sqrt(np.maximum(d2, 0))
