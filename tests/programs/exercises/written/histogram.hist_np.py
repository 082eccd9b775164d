#!/usr/bin/env python3
"""Something"""
import numpy as np


def histogram(image, bins):
    """numpy's"""
    counts, edges = np.histogram(image, bins=bins, range=(0, 255))
    return counts
