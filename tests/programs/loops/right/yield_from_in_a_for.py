"""A valid convolution."""
import numpy as np


def columns(ow):
    """c"""
    for j in range(ow):
        yield j


def wrapped(ow):
    """w"""
    yield from columns(ow)


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    for p in wrapped(oh * ow):
        i, j = divmod(p, ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
