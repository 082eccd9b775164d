"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """doc"""
    out = np.zeros((images.shape[0], (oh := images.shape[1] - (kh := kernel.shape[0]) + 1), (ow := images.shape[2] - (kw := kernel.shape[1]) + 1)))
    for i in range(oh):
        for j in range(ow):
            if (window := images[:, i:i + kh, j:j + kw]).size:
                out[:, i, j] = (product := window * kernel).sum((1, 2))
    return out
