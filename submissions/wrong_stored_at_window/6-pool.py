#!/usr/bin/env python3
"""A wrong one"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """What the name says"""
    m = images.shape[0]
    h = images.shape[1]
    w = images.shape[2]
    c = images.shape[3]
    kh = kernel_shape[0]
    kw = kernel_shape[1]
    out_h = int((h - kh) / stride[0] + 1)
    out_w = int((w - kw) / stride[1] + 1)
    output = np.zeros((m, out_h, out_w, c))
    image = np.arange(m)
    for x in range(out_h):
        for y in range(out_w):
            top = x * stride[0]
            left = 0
            part = images[image, top:top + kh, left:left + kw]
            if mode == 'max':
                output[image, x, y] = np.amax(part, axis=(1, 2))
            if mode == 'avg':
                output[image, x, y] = np.average(part, axis=(1, 2))
    return output
