#!/usr/bin/env python3
"""Pooling of images with channels."""
import numpy as np


def pool(images, kernel_shape, stride, mode='max'):
    """Take the maximum or the mean of every window of every image.

    Args:
        images: numpy.ndarray of shape (m, h, w, c), m images of height h and
            width w in pixels, with c channels
        kernel_shape: tuple (kh, kw), the height and the width of a window
        stride: tuple (sh, sw), the rows and the columns from one window to
            the next
        mode: 'max' for the largest value of a window, 'avg' for the mean

    Returns:
        numpy.ndarray of shape (m, (h - kh) // sh + 1, (w - kw) // sw + 1, c),
        the pooled images, floating point: what does not fill a stride is
        left out
    """
    m, h, w, c = images.shape
    kh, kw = kernel_shape
    sh, sw = stride
    oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
    reduce = np.max if mode == 'max' else np.mean
    pooled = np.zeros((m, oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            top, left = i * sh, j * sw
            window = images[:, top:top + kh, left:left + kw]
            pooled[:, i, j] = reduce(window, axis=(1, 2))
    return pooled
