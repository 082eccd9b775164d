"""A valid convolution."""
import numpy as np


def cut(a, i, j, kh, kw):
    return a[:, i:i + size(kh), j:j + size(kw)]


def size(k):
    return k


def add(a):
    return np.sum(a, axis=(1, 2))


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = add(cut(images, i, j, kh, kw) * kernel)
    return out
