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
    pad = ((0, 0), (0, 0), (0, 0))
    padded = np.pad(images, pad_width=pad, mode='constant', constant_values=0)
    m, padded_h, padded_w = padded.shape
    oh = padded_h - kernel.shape[0] + 1
    ow = padded_w - kernel.shape[1] + 1
    convolved = np.zeros((m, oh, ow))
    image = np.arange(m)
    for i in range(oh):
        for j in range(ow):
            convolved[image, i, j] = np.sum(
                padded[image, i:i + kernel.shape[0], j:j + kernel.shape[1]]
                * kernel, axis=(1, 2))
    return convolved
