#!/usr/bin/env python3
"""Pool images."""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Pool the images."""
    image_num = images.shape[0]
    image_h = images.shape[1]
    image_w = images.shape[2]
    channels = images.shape[3]
    filter_h = kernel_shape[0]
    filter_w = kernel_shape[1]
    stride_h = stride[0]
    stride_w = stride[1]
    output_h = int((image_h - filter_h) / stride_h) + 1
    output_w = int((image_w - filter_w) / stride_w) + 1
    convolved = np.zeros((image_num, output_h, output_w, channels))
    for i in range(output_h):
        for j in range(output_w):
            top = i * stride_h
            left = j * stride_w
            part = images[:, top:top + filter_h, left:left + filter_w, :]
            if mode == 'avg':
                convolved[:, i, j, :] = np.average(part, axis=(1, 2))
            else:
                convolved[:, i, j, :] = np.max(part, axis=(1, 2))
    return convolved
