"""A valid convolution."""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """What is imported late is the library's all the same"""
    import colorsys
    import dataclasses
    import fractions
    from statistics import mean
    from numpy.polynomial import polynomial
    from numpy.ma import masked_array

    @dataclasses.dataclass
    class Size:
        """Two sides"""

        h: int
        w: int

    colorsys.rgb_to_hsv(0.5, 0.2, 0.1)
    fractions.Fraction(3, 4) + fractions.Fraction(mean([1, 2]))
    polynomial.polyval(2, [1, 2, 3])
    masked_array([1, 2], [True, False]).sum()
    m, h, w = images.shape
    k = Size(*kernel.shape)
    out = np.zeros((m, h - k.h + 1, w - k.w + 1))
    for i in range(h - k.h + 1):
        for j in range(w - k.w + 1):
            out[:, i, j] = (images[:, i:i + k.h, j:j + k.w] * kernel).sum((1, 2))
    return out
