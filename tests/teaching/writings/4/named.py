#!/usr/bin/env python3
"""Convolve images."""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolve the images."""
    image_num = images.shape[0]
    image_h = images.shape[1]
    image_w = images.shape[2]
    filter_h = kernel.shape[0]
    filter_w = kernel.shape[1]
    stride_h = stride[0]
    stride_w = stride[1]
    if type(padding) is tuple:
        pad_h = padding[0]
        pad_w = padding[1]
    elif padding == 'same':
        need_h = (image_h - 1) * stride_h + filter_h - image_h
        need_w = (image_w - 1) * stride_w + filter_w - image_w
        pad_h = int(np.ceil(need_h / 2))
        pad_w = int(np.ceil(need_w / 2))
    else:
        pad_h = 0
        pad_w = 0
    padded = np.zeros((image_num, image_h + 2 * pad_h, image_w + 2 * pad_w,
                       images.shape[3]))
    padded[:, pad_h:pad_h + image_h, pad_w:pad_w + image_w] = images
    output_h = (image_h + 2 * pad_h - filter_h) // stride_h + 1
    output_w = (image_w + 2 * pad_w - filter_w) // stride_w + 1
    convolved = np.zeros((image_num, output_h, output_w))
    for i in range(output_h):
        for j in range(output_w):
            top = i * stride_h
            left = j * stride_w
            part = padded[:, top:top + filter_h, left:left + filter_w]
            convolved[:, i, j] = np.sum(
                np.multiply(part, kernel), axis=(1, 2, 3))
    return convolved
