#!/usr/bin/env python3
"""Gray pictures"""

import numpy as np


def gray(image):
    """How bright each pixel is

    Args:
        image: red, green and blue, an array (h, w, 3) of uint8

    Returns: 0.299 red + 0.587 green + 0.114 blue, an array (h, w)
    """
    return np.sum(image * [0.299, 0.587, 0.114], axis=2)
