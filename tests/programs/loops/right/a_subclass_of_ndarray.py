"""A valid convolution."""
import numpy as np


class Images(np.ndarray):
    """a"""

    def __array_finalize__(self, other):
        """f"""
        self.note = getattr(other, 'note', None)

    def window(self, i, j, kh, kw):
        """w"""
        return self[:, i:i + kh, j:j + kw]


def convolve_grayscale_valid(images, kernel):
    """doc"""
    view = images.view(Images)
    kh, kw = kernel.shape
    m, h, w = images.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[:, i, j] = (view.window(i, j, kh, kw) * kernel).sum((1, 2))
    return out
