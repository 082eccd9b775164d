"""A valid convolution."""
import numpy as np


class Window:
    def __init__(self, images, kernel):
        self.images, self.kernel = images, kernel

    @property
    def sides(self):
        return self.kernel.shape

    def at(self, i, j):
        kh, kw = self.sides
        return (self.images[:, i:i + kh, j:j + kw] * self.kernel).sum(axis=(1, 2))


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    one = Window(images, kernel)
    for i in range(oh):
        for j in range(ow):
            out[:, i, j] = one.at(i, j)
    return out
