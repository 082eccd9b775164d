"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def visit(place):
        n, i, j = np.unravel_index(place, out.shape)
        out[n, i, j] = (images[n, i:i + kh, j:j + kw] * kernel).sum()
        return 0
    sorted(range(out.size), key=visit)
    return out
