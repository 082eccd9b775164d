#!/usr/bin/env python3
"""Same convolution of grayscale images."""
import numpy as np


def convolve_grayscale_same(images, kernel):
    """Return the convolved images."""
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = int(np.ceil((kh - 1) / 2)), int(np.ceil((kw - 1) / 2))  # the cause
    padded = np.pad(images, ((0, 0), (ph, ph), (pw, pw)))
    oh, ow = padded.shape[1] - kh + 1, padded.shape[2] - kw + 1
    out = np.zeros((m, oh, ow))
    for a in range(kh):
        for b in range(kw):
            out += kernel[a, b] * padded[:, a:a + oh, b:b + ow]
    return out
