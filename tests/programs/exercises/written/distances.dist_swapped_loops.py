#!/usr/bin/env python3
"""Something"""
import numpy as np


def distances(points, centres):
    """swapped"""
    result = np.zeros((len(points), len(centres)))
    for i in range(len(centres)):
        for j in range(len(points)):
            result[i, j] = np.sqrt(np.sum((points[i] - centres[j]) ** 2))
    return result
