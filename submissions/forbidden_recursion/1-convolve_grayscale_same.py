#!/usr/bin/env python3
"""Function for the same convolution"""
import numpy as np


def fill_rows(convolved, images, kernel, i):
    """Fill the row i of the output and all rows below it."""
    kh, kw = kernel.shape
    if i == convolved.shape[1]:
        return convolved
    for j in range(convolved.shape[2]):
        window = images[:, i:i + kh, j:j + kw]
        convolved[:, i, j] = np.sum(window * kernel, axis=(1, 2))
    return fill_rows(convolved, images, kernel, i + 1)


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
    return fill_rows(np.zeros((m, oh, ow)), images, kernel, 0)
