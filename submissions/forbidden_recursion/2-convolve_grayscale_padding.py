#!/usr/bin/env python3
"""Function for the convolution with padding"""
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


def convolve_grayscale_padding(images, kernel, padding):
    """
    performs a convolution on grayscale images with custom padding
    images: array of shape (m, h, w)
    kernel: array of shape (kh, kw)
    padding: tuple of (ph, pw)
    returns: array with the convolved images
    """
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    return fill_rows(np.zeros((m, oh, ow)), images, kernel, 0)
