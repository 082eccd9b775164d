"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """doc"""
    m, h, w = images.shape
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for (
        i,
        j,
    ) in zip(
        np.repeat(
            np.arange(h - kh + 1),
            w - kw + 1,
        ),
        np.tile(
            np.arange(w - kw + 1),
            h - kh + 1,
        ),
    ):
        out[
            :,
            i,
            j,
        ] = (
            images[
                :,
                i:i + kh,
                j:j + kw
            ]
            * kernel
        ).sum(
            (1, 2)
        )
    return out
