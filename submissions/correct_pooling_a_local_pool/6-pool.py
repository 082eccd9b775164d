#!/usr/bin/env python3
"""Pooling"""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Pool images."""
    m, height, width, channels = images.shape
    filter_h, filter_w = kernel_shape
    stride_h, stride_w = stride
    rows = 1 + (height - filter_h) // stride_h
    columns = 1 + (width - filter_w) // stride_w
    result = np.zeros((m, rows, columns, channels))
    if mode == 'max':
        pool = np.max
    else:
        pool = np.average
    for row in range(rows):
        for column in range(columns):
            y, x = row * stride_h, column * stride_w
            result[:, row, column, :] = pool(
                images[:, y:y + filter_h, x:x + filter_w, :], axis=(1, 2))
    return result
