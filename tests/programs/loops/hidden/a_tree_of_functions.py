"""A valid convolution."""
import numpy as np


def some(work, low, high):
    """Up to eight places"""
    if low < high:
        work(low)
    if low + 1 < high:
        work(low + 1)
    if low + 2 < high:
        work(low + 2)
    if low + 3 < high:
        work(low + 3)
    if low + 4 < high:
        work(low + 4)
    if low + 5 < high:
        work(low + 5)
    if low + 6 < high:
        work(low + 6)
    if low + 7 < high:
        work(low + 7)


def more(work, low, high):
    """Up to 64 places"""
    if low < high:
        some(work, low, min(high, low + 8))
    if low + 8 < high:
        some(work, low + 8, min(high, low + 16))
    if low + 16 < high:
        some(work, low + 16, min(high, low + 24))
    if low + 24 < high:
        some(work, low + 24, min(high, low + 32))
    if low + 32 < high:
        some(work, low + 32, min(high, low + 40))
    if low + 40 < high:
        some(work, low + 40, min(high, low + 48))
    if low + 48 < high:
        some(work, low + 48, min(high, low + 56))
    if low + 56 < high:
        some(work, low + 56, min(high, low + 64))


def convolve_grayscale_valid(images, kernel):
    """Each place is visited by a line of its own, which many functions share"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def work(p):
        """One place"""
        i, j = divmod(p, ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))

    more(work, 0, oh * ow)
    return out
