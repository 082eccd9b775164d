#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_padding(images, kernel, padding):
    """Convolve the images."""
    image_num = images.shape[0]
    image_h = images.shape[1]
    image_w = images.shape[2]
    filter_h = kernel.shape[0]
    filter_w = kernel.shape[1]
    pad_h = padding[0]
    pad_w = padding[1]
    padded = np.zeros((image_num, image_h + 2 * pad_h, image_w + 2 * pad_w))
    padded[:, pad_h:pad_h + image_h, pad_w:pad_w + image_w] = images
    output_h = image_h + 2 * pad_h - filter_h + 1
    output_w = image_w + 2 * pad_w - filter_w + 1
    convolved = np.zeros((image_num, output_h, output_w))
    for i in range(output_h):
        for j in range(output_w):
            part = padded[:, i:i + filter_h, j:j + filter_w]
            convolved[:, i, j] = np.sum(np.multiply(part, kernel),
                                        axis=(1, 2))
    return convolved
