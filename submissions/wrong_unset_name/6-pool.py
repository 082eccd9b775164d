#!/usr/bin/env python3
"""A wrong one"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """What the name says"""
    m, h, w, c = images.shape
    (kh, kw), (sh, sw) = kernel_shape, stride
    oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
    best = np.full((m, oh, ow, c), -np.inf)
    total = np.zeros((m, oh, ow, c))
    for u in range(kh):
        for v in range(kw):
            part = images[:, u:u + sh * oh:sh, v:v + sw * ow:sw]
            best = np.maximum(best, part)
            total = total + part
    if mode == 'max':
        return
    return total / (kh * kw)
