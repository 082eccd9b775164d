#!/usr/bin/env python3
import numpy as np


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = np.zeros((m, oh, ow))
    for i in range(kh):
        for j in range(kw):
            convolved += kernel[i, j] * images[:, i:i + oh, j:j + ow]
    return convolved
