"""A valid convolution."""
import numpy as np
class Steps:
    """s"""

    def __init__(self, n, visit):
        """i"""
        self.p, self.n, self.visit = -1, n, visit

    def __iter__(self):
        """i"""
        return self

    def step(self):
        """n"""
        self.p += 1
        if self.p >= self.n:
            raise StopIteration
        return self.visit(self.p)


setattr(Steps, '__ne' + 'xt__', Steps.step)


def run(n, visit):
    """r"""
    list(Steps(n, visit))


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
