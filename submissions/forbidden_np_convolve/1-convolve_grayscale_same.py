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
    height, width = images.shape[1:]
    taps = np.zeros((kh, width))
    taps[:, :kw] = kernel
    taps = taps.ravel()[:(kh - 1) * width + kw]
    flat = np.zeros(m * height * width)
    sums = np.convolve(images.ravel(), taps[::-1], 'valid')
    flat[:sums.size] = sums
    return flat.reshape(m, height, width)[:, :oh, :ow]
