#!/usr/bin/env python3
"""A convolution of grayscale images with custom padding"""
import numpy as np


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
    padded = np.zeros((m, h + 2 * ph, w + 2 * pw))
    if ph > 0 and pw > 0:
        padded[:, ph:-ph, pw:-pw] = images
    elif ph > 0:
        padded[:, ph:-ph] = images
    elif pw != 0:
        padded[:, :, pw:-pw] = images
    else:
        padded[...] = images
    oh, ow = padded.shape[1] - kh + 1, padded.shape[2] - kw + 1
    conv = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            part = padded[:, i:i + kh, j:j + kw]
            conv[:, i, j] = np.sum(part * kernel, axis=(1, 2))
    return conv
