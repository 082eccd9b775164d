#!/usr/bin/env python3
"""Convolve images."""
import numpy as np


def convolve_channels(images, kernel, padding='same', stride=(1, 1)):
    """Convolve the images."""
    m, h, w, _ = images.shape
    kh, kw, _ = kernel.shape
    sh, sw = stride
    ph, pw = 0, 0
    if padding == 'same':
        ph = int(np.ceil(((h - 1) * sh + kh - h) / 2))
        pw = int(np.ceil(((w - 1) * sw + kw - w) / 2))
    if isinstance(padding, tuple):
        ph, pw = padding
    framed = np.pad(images, ((0, 0), (ph, ph), (pw, pw), (0, 0)), 'constant')
    rows = int((h + 2 * ph - kh) / sh) + 1
    cols = int((w + 2 * pw - kw) / sw) + 1
    out = np.zeros((m, rows, cols))
    for r in range(0, rows * sh, sh):
        for c in range(0, cols * sw, sw):
            win = framed[:, r:r + kh, c:c + kw, :]
            out[:, r // sh, c // sw] = np.tensordot(win, kernel, axes=3)
    return out
