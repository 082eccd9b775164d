#!/usr/bin/env python3
"""Convolve grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Convolve the images."""
    image_num = images.shape[0]
    image_h = images.shape[1]
    image_w = images.shape[2]
    filter_h = kernel.shape[0]
    filter_w = kernel.shape[1]
    pad_h = filter_h // 2
    pad_w = filter_w // 2
    padded = np.zeros((image_num, image_h + 2 * pad_h, image_w + 2 * pad_w))
    padded[:, pad_h:pad_h + image_h, pad_w:pad_w + image_w] = images
    convolved = np.zeros((image_num, image_h, image_w))
    for i in range(image_h):
        for j in range(image_w):
            part = padded[:, i:i + filter_h, j:j + filter_w]
            convolved[:, i, j] = np.sum(np.multiply(part, kernel),
                                        axis=(1, 2))
    return convolved
