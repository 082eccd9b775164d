#!/usr/bin/env python3
"""Pooling"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """What the name says"""
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    of_m, of_h, of_w, of_c = images.strides
    windows = np.lib.stride_tricks.as_strided(
        images,
        (m, (h - kh) // sh + 1, (w - kw) // sw + 1, kh, kw, c),
        (of_m, of_h * sh, of_w * sw, of_h, of_w, of_c),
        writeable=False)
    return windows.max((3, 4)) if mode == 'max' else windows.mean((3, 4))
