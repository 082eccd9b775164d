#!/usr/bin/env python3
"""Right but for one letter of a name"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """The result is called by another name"""
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
    pooled = np.zeros((m, oh, ow, c))
    reduce = np.max if mode == 'max' else np.mean
    for i in range(oh):
        for j in range(ow):
            window = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            pooled[:, i, j] = reduce(window, axis=(1, 2))
    return poled
