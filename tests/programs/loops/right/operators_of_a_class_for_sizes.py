"""A valid convolution."""
import numpy as np


class Size:
    """s"""

    def __init__(self, h, w):
        """i"""
        self.h, self.w = h, w

    def __sub__(self, other):
        """m"""
        return Size(self.h - other.h, self.w - other.w)

    def __add__(self, n):
        """p"""
        return Size(self.h + n, self.w + n)

    def __iter__(self):
        """it"""
        return iter((self.h, self.w))

    def __eq__(self, other):
        """e"""
        return (self.h, self.w) == (other.h, other.w)

    def __hash__(self):
        """h"""
        return hash((self.h, self.w))

    def __bool__(self):
        """b"""
        return self.h > 0 and self.w > 0

    def __len__(self):
        """l"""
        return 2

    def __index__(self):
        """x"""
        return self.h * self.w


def convolve_grayscale_valid(images, kernel):
    """doc"""
    k, s = Size(*kernel.shape), Size(*images.shape[1:])
    o = s - k + 1
    assert o and len(o) == 2
    oh, ow = o
    kh, kw = k
    out = np.zeros((len(images), *o))
    for p in range(o):
        i, j = divmod(p, ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
