#!/usr/bin/env python3
"""Pooling"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """What the name says"""
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    reduce = np.max if mode == 'max' else np.mean
    if (kh, kw) == (sh, sw) and h % kh == 0 and w % kw == 0:
        return reduce(images.reshape(m, h // kh, kh, w // kw, kw, c), axis=(2, 4))
    pooled = np.zeros((m, (h - kh) // sh + 1, (w - kw) // sw + 1, c))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            pooled[:, i, j] = reduce(images[:, sh * i:sh * i + kh, sw * j:sw * j + kw], axis=(1, 2))
    return pooled
