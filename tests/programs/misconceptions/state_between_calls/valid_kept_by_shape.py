#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np

KEPT = {}  # the cause


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    convolved = KEPT.setdefault((m, oh, ow), np.zeros((m, oh, ow)))
    for u in range(kh):
        for v in range(kw):
            convolved += images[:, u:u + oh, v:v + ow] * kernel[u, v]
    return convolved
