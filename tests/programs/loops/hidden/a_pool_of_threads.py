"""A valid convolution."""
import numpy as np
from concurrent.futures import ThreadPoolExecutor


def run(n, visit):
    """r"""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(visit, range(n)))


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
