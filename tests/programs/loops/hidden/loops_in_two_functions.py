"""A valid convolution."""
import numpy as np


def add(window):
    total = 0
    for row in window.transpose(1, 0, 2):
        total = total + row.sum(axis=1)
    return total


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = add(images[:, i:i + kh, j:j + kw] * kernel)
    return out
