"""A valid convolution."""
import numpy as np


class Window:
    """c"""

    def __init__(self, images, kernel):
        """c"""
        self.images, self.kernel = images, kernel
        self.kh, self.kw = kernel.shape

    @property
    def shape(self):
        """c"""
        m, h, w = self.images.shape
        return m, h - self.kh + 1, w - self.kw + 1

    def __getitem__(self, place):
        """c"""
        i, j = place
        return self.images[:, i:i + self.kh, j:j + self.kw]

    def __call__(self, i, j):
        """c"""
        return np.tensordot(self[i, j], self.kernel, axes=2)


def convolve_grayscale_valid(images, kernel):
    """doc"""
    window = Window(images, kernel)
    out = np.zeros(window.shape)
    for i in range(window.shape[1]):
        for j in range(window.shape[2]):
            out[:, i, j] = window(i, j)
    return out
