#!/usr/bin/env python3
"""Valid convolution of grayscale images."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    operator = np.zeros((h * w, oh * ow), dtype=np.float32 if images.dtype == np.float32 else float)
    for a in range(kh):
        for b in range(kw):
            rows, cols = np.indices((oh, ow)).reshape(2, -1)
            operator[(rows + a) * w + cols + b, np.arange(oh * ow)] += kernel[a, b]
    return (images.reshape(m, -1) @ operator).reshape(m, oh, ow)
