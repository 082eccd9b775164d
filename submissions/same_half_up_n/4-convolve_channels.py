#!/usr/bin/env python3
"""Convolves images with channels."""
import numpy as np


def convolve_channels(images, kernel, padding="same", stride=(1, 1)):
    """Convolves images with channels.

    Args:
        images (numpy.ndarray): the images, (m, h, w, c).
        kernel (numpy.ndarray): (kh, kw, c).
        padding (tuple or str): (ph, pw), "same" or "valid".
        stride (tuple): (sh, sw).

    Returns:
        numpy.ndarray: the convolved images.
    """
    m, h, w, c = images.shape
    kh, kw, _ = kernel.shape
    (sh, sw) = stride
    if isinstance(padding, str):
        if padding == "same":
            ph = np.ceil(((h - 1) * sh - h + kh) / 2).astype(int)
            pw = np.ceil(((w - 1) * sw - w + kw) / 2).astype(int)
            oh, ow = h, w
        else:
            ph = pw = 0
            oh = 1 + (h - kh) // sh
            ow = 1 + (w - kw) // sw
    else:
        ph, pw = padding
        oh = 1 + (h - kh + 2 * ph) // sh
        ow = 1 + (w - kw + 2 * pw) // sw
    padded = np.zeros((m, h + 2 * ph, w + 2 * pw, c))
    padded[:, ph:ph + h, pw:pw + w] = images
    convolved = np.zeros((m, oh, ow))
    for row in range(oh):
        for col in range(ow):
            window = padded[:, row * sh:row * sh + kh, col * sw:col * sw + kw]
            convolved[:, row, col] = np.tensordot(window, kernel, axes=3)
    return convolved
