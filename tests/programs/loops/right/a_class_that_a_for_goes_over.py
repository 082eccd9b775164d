"""A valid convolution."""
import numpy as np


class Places:
    """p"""

    def __init__(self, oh, ow):
        """i"""
        self.oh, self.ow = oh, ow

    def __len__(self):
        """l"""
        return self.oh * self.ow

    def __getitem__(self, n):
        """g"""
        if n >= len(self):
            raise IndexError
        return divmod(n, self.ow)


def convolve_grayscale_valid(images, kernel):
    """doc"""
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i, j in Places(h - kh + 1, w - kw + 1):
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
