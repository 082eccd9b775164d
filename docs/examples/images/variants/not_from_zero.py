"""Histogram equalisation that leaves the darkest value where its count is"""

import numpy as np


def equalise(image):
    """255 c(v) / n"""
    counts = np.cumsum(np.bincount(image.ravel(), minlength=256))
    return (255 * counts // image.size)[image]
