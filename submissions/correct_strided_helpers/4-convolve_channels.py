#!/usr/bin/env python3
"""Convolution with Channels"""
import numpy as np


def pad_images(images, kernel_shape, padding, stride):
    """Return the images with the zeros that the padding asks for."""
    if padding == 'valid':
        return images
    if padding == 'same':
        h, w = images.shape[1:3]
        padding = (((h - 1) * stride[0] + kernel_shape[0] - h + 1) // 2,
                   ((w - 1) * stride[1] + kernel_shape[1] - w + 1) // 2)
    around = [(0, 0), (padding[0],) * 2, (padding[1],) * 2]
    around += [(0, 0)] * (images.ndim - 3)
    return np.pad(images, around)


def output_size(size, k, s):
    """Return how many windows fit."""
    return (size - k) // s + 1


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Return the images convolved with the kernel."""
    padded = pad_images(images, kernel.shape, padding, stride)
    oh = output_size(padded.shape[1], kernel.shape[0], stride[0])
    ow = output_size(padded.shape[2], kernel.shape[1], stride[1])
    convolved = 0
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            taps = padded[:, u::stride[0], v::stride[1]][:, :oh, :ow]
            convolved = convolved + taps @ kernel[u, v]
    return convolved
