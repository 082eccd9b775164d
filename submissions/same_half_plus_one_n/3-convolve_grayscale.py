#!/usr/bin/env python3
"""3. Strided Convolution"""
import numpy as np


def convolve_grayscale(images, kernel, padding='same', stride=(1, 1)):
    """Perform a convolution on grayscale images."""
    m, input_h, input_w = images.shape[:3]
    filter_h, filter_w = kernel.shape[0], kernel.shape[1]
    stride_h, stride_w = stride[0], stride[1]

    if padding == 'valid':
        pad_h, pad_w = 0, 0
        output_h = (input_h - filter_h) // stride_h + 1
        output_w = (input_w - filter_w) // stride_w + 1
    elif padding == 'same':
        pad_h = ((input_h - 1) * stride_h + filter_h - input_h) // 2 + 1
        pad_w = ((input_w - 1) * stride_w + filter_w - input_w) // 2 + 1
        output_h, output_w = input_h, input_w
    else:
        pad_h, pad_w = padding[0], padding[1]
        output_h = (input_h + 2 * pad_h - filter_h) // stride_h + 1
        output_w = (input_w + 2 * pad_w - filter_w) // stride_w + 1

    images = np.pad(images,
                    ((0, 0), (pad_h, pad_h), (pad_w, pad_w)),
                    mode='constant', constant_values=0)
    convolved = np.zeros((m, output_h, output_w))
    for y in range(output_h):
        for x in range(output_w):
            top, left = y * stride_h, x * stride_w
            window = images[:, top:top + filter_h, left:left + filter_w]
            convolved[:, y, x] = (window * kernel).sum(axis=1).sum(axis=1)
    return convolved
