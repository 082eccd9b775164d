#!/usr/bin/env python3
"""Something"""
import numpy as np


def distances(points, centres):
    """norm"""
    result = np.zeros((len(points), len(centres)))
    for i in range(len(points)):
        for j in range(len(centres)):
            result[i, j] = np.linalg.norm(points[i] - centres[i])
    return result
