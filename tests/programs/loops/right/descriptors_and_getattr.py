"""A valid convolution."""
import numpy as np


class Side:
    """s"""

    def __init__(self, axis):
        """i"""
        self.axis = axis

    def __get__(self, owner, kind=None):
        """g"""
        return owner.images.shape[self.axis]


class Work:
    """w"""

    h, w = Side(1), Side(2)

    def __init__(self, images):
        """i"""
        self.images = images

    def __getattr__(self, name):
        """a"""
        return len(self.images)


def convolve_grayscale_valid(images, kernel):
    """doc"""
    work = Work(images)
    kh, kw = kernel.shape
    out = np.zeros((work.m, work.h - kh + 1, work.w - kw + 1))
    for i in range(work.h - kh + 1):
        for j in range(work.w - kw + 1):
            out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
