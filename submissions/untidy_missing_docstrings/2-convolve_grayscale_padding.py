#!/usr/bin/env python3
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    images = np.pad(images, ((0, 0), (ph, ph), (pw, pw)), 'constant')
    oh, ow = h + 2 * ph - kh + 1, w + 2 * pw - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(kh):
        for j in range(kw):
            convolved += kernel[i, j] * images[:, i:i + oh, j:j + ow]
    return convolved
