#!/usr/bin/env python3
"""Pooling"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Pools images"""
    m, h, w, c = images.shape
    kh, kw = kernel_shape[0], kernel_shape[1]
    sh, sw = stride[0], stride[1]
    output = np.zeros((m, int((h - kh) / sh) + 1, int((w - kw) / sw) + 1, c))
    if mode == 'avg':
        function = np.average
    else:
        function = np.amax
    for row in range(output.shape[1]):
        top = row * sh
        for col in range(output.shape[2]):
            left = col * sw
            output[:, row, col] = function(images[:, top:top + kh, left:left + kw], axis=(1, 2))
    return output
