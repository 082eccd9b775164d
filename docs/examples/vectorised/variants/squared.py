"""Squares of distances"""

import numpy as np


def distances(points, centres):
    """The sums of the squares"""
    differences = points[:, None, :] - centres[None, :, :]
    return np.sum(differences**2, axis=2)
