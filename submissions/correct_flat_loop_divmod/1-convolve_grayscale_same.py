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
    conv = np.zeros((m, oh, ow))
    for position in range(oh * ow):
        i, j = divmod(position, ow)
        patch = images[:, i:i + kh, j:j + kw]
        conv[:, i, j] = np.sum(np.multiply(patch, kernel), axis=(1, 2))
    return conv
