"""A valid convolution."""
import numpy as np
class V:
    """v"""

    def __init__(self, p, visit):
        """i"""
        self.p, self.visit = p, visit

    def __and__(self, other):
        """a"""
        self.visit(self.p)
        return V(self.p + 1, self.visit)


def run(n, visit):
    """r"""
    np.bitwise_and.reduce(np.full(n + 1, V(0, visit), object))


def convolve_grayscale_valid(images, kernel):
    """doc"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def visit(p):
        """v"""
        i, j = divmod(int(p), ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))
        return 0
    run(oh * ow, visit)
    return out
