#!/usr/bin/env python3
"""Function for the same convolution"""
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
    ph, pw = kh // 2, kw // 2
    images = np.pad(images, ((0, 0), (ph, kh - ph - 1), (pw, kw - pw - 1)),
                    'constant')
    oh, ow = h, w
    conv = np.zeros(shape=(m, oh, ow))
    for row in range(oh):
        for col in range(ow):
            region = images[:, row:row + kh, col:col + kw]
            conv[:, row, col] = np.tensordot(region, kernel, ((1, 2), (0, 1)))
    return conv
