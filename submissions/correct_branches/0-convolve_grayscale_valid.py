#!/usr/bin/env python3
"""A valid convolution of grayscale images"""
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
    if kh == 1 and kw == 1:
        return images * kernel[0, 0]
    oh, ow = h - kh + 1, w - kw + 1
    conv = np.zeros((m, oh, ow))
    for i in range(h):
        if i >= oh:
            break
        for j in range(w):
            if j < ow:
                part = images[:, i:i + kh, j:j + kw]
                conv[:, i, j] = np.sum(part * kernel, axis=(1, 2))
    return conv
