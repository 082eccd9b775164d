#!/usr/bin/env python3
"""Pooling."""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Pool the images."""
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    return np.zeros((m, (h - kh) // sh + 1, (w - kw) // sw + 1, c))  # the cause
