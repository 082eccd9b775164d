#!/usr/bin/env python3
"""Function for the convolution with padding"""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """
    performs a convolution on grayscale images with custom padding
    images: array of shape (m, h, w)
    kernel: array of shape (kh, kw)
    padding: tuple of (ph, pw)
    returns: array with the convolved images
    """
    pad = ((0, 0), (padding[0], padding[0]), (padding[1], padding[1]))
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
