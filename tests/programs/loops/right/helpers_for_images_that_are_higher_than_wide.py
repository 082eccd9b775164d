"""A valid convolution."""
import numpy as np


def logged(function):
    """l"""
    def wrapper(*args):
        """w"""
        return function(*args)
    return wrapper


@logged
def checked(array):
    """c"""
    return np.asarray(array)


@logged
def turned(array):
    """t"""
    return checked(array.swapaxes(-1, -2))


@logged
def convolve_grayscale_valid(images, kernel):
    """Higher ones are turned, and turned back"""
    m, h, w = images.shape
    if h > w:
        return turned(convolve_grayscale_valid(turned(images), turned(kernel)))
    images, kernel = checked(images), checked(kernel)
    kh, kw = kernel.shape
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            out[:, i, j] = (images[:, i:i + kh, j:j + kw] * kernel).sum((1, 2))
    return out
