"""A valid convolution."""
import numpy as np


def one(images, kernel, i, j):
    kh, kw = kernel.shape
    return (images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = one(images, kernel, i, j) + 0 * one(images, kernel, i, j)
    one(images, kernel, 0, 0)
    return out
