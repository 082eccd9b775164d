"""A valid convolution."""
import numpy as np
def each(n, visit):
    """e"""
    p = 0
    while p < n:
        yield visit(p)
        p += 1


def run(n, visit):
    """r"""
    sum(each(n, visit))


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
