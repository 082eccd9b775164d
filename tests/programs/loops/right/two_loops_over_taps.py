"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for i in range(kh):
        for j in range(kw):
            out += images[:, i:i + oh, j:j + ow] * kernel[i, j]
    return out
