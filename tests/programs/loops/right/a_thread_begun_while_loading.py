"""A valid convolution."""
import numpy as np

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1)
POOL.submit(len, ()).result()


def windows(images, kernel):
    """Two for loops"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out


def convolve_grayscale_valid(images, kernel):
    """All of it in a thread"""
    return POOL.submit(windows, images, kernel).result()
