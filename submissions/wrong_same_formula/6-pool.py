#!/usr/bin/env python3
"""A wrong one"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """What the name says"""
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    images = np.pad(images, ((0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    _, h, w, _ = images.shape
    oh = (h - kh) // sh + 1
    ow = (w - kw) // sw + 1
    pooled = np.zeros((m, oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            if mode == 'max':
                pooled[:, i, j] = np.max(window, axis=(1, 2))
            elif mode == 'avg':
                pooled[:, i, j] = np.mean(window, axis=(1, 2))
    return pooled
