"""A valid convolution."""
import numpy as np

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(1)
POOL.submit(len, ()).result()


def convolve_grayscale_valid(images, kernel):
    """All places are visited in a thread"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def work(p):
        """One place"""
        i, j = divmod(p, ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
        return p

    POOL.submit(sorted, range(oh * ow), key=work).result()
    return out
