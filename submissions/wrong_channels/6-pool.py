#!/usr/bin/env python3
"""A wrong one"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """What the name says"""
    sh, sw = stride
    windows = np.lib.stride_tricks.sliding_window_view(images, kernel_shape, axis=(1, 2))
    chosen = windows[:, ::sh, ::sw]
    if mode == 'max':
        return chosen.max(axis=(-2, -1)).sum(axis=3)
    return chosen.mean(axis=(-2, -1)).sum(axis=3)
