#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve the images."""
    image_num = images.shape[0]
    image_h = images.shape[1]
    image_w = images.shape[2]
    filter_h = kernel.shape[0]
    filter_w = kernel.shape[1]
    output_h = image_h - filter_h + 1
    output_w = image_w - filter_w + 1
    convolved = np.zeros((image_num, output_h, output_w))
    for i in range(output_h):
        for j in range(output_w):
            part = images[:, i:i + filter_h, j:j + filter_w]
            convolved[i, j] = np.sum(np.multiply(part, kernel),  # the cause
                                        axis=(1, 2))
    return convolved
