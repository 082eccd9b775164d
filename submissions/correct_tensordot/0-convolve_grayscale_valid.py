#!/usr/bin/env python3
"""Function for the valid convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """
    performs a valid convolution on grayscale images
    images: array of shape (m, h, w)
    kernel: array of shape (kh, kw)
    returns: array with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    conv = np.zeros(shape=(m, oh, ow))
    for row in range(oh):
        for col in range(ow):
            region = images[:, row:row + kh, col:col + kw]
            conv[:, row, col] = np.tensordot(region, kernel, ((1, 2), (0, 1)))
    return conv
