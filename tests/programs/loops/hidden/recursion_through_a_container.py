"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))
    steps = []

    def visit(n):
        i, j = divmod(n, ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))
        n and steps[0](n - 1)
    steps.append(visit)
    visit(oh * ow - 1)
    return out
