"""A valid convolution."""
import numpy as np
import re


def convolve_grayscale_valid(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def visit(n):
        i, j = divmod(int(n), ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum(axis=(1, 2))
        return 0.0

    state = []

    def back(_):
        state.append(0)
        visit(len(state) - 1)
        return ''
    re.sub('x', back, 'x' * (oh * ow))
    return out
