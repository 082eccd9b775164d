#!/usr/bin/env python3
"""Function for the same convolution"""
from math import ceil, floor
import numpy as np


def convolve_grayscale_same(images, kernel):
    """
    performs a same convolution on grayscale images
    images: array of shape (m, h, w)
    kernel: array of shape (kh, kw)
    returns: array with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    top, bottom = ceil((kh - 1) / 2), floor((kh - 1) / 2)
    left, right = ceil((kw - 1) / 2), floor((kw - 1) / 2)
    images = np.pad(images, ((0, 0), (top, bottom), (left, right)))
    oh, ow = h, w
    convolved = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return convolved
