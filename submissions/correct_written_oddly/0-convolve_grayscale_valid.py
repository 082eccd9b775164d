#!/usr/bin/env python3
"""Valid convolution, with a class, a decorator and a closure"""
from __future__ import annotations
from typing import Callable, NamedTuple
import numpy as np

__all__ = ["convolve_grayscale_valid"]
__author__ = "somebody"


class Shape(NamedTuple):
    """How high and wide something is"""

    h: int
    w: int

    def __sub__(self, other: Shape) -> Shape:
        """How much larger one is than the other"""
        return Shape(self.h - other.h, self.w - other.w)


class Kernel:
    """Weights that are laid over a window"""

    __slots__ = ("__weights", "shape", "name")

    def __init__(self, weights: np.ndarray) -> None:
        """Keep the weights"""
        super().__init__()
        self.__weights = weights
        self.shape = Shape(*weights.shape)
        setattr(self, "name", self.__class__.__name__)

    def __getattr__(self, name: str) -> object:
        """What is not there"""
        raise AttributeError(f"{type(self).__name__} has no {name}")

    def __call__(self, window: np.ndarray) -> np.ndarray:
        """The weighted sums of a window of each image"""
        return np.tensordot(window, self.__weights, axes=2)

    @property
    def size(self) -> int:
        """How many weights there are"""
        return self.shape.h.__mul__(self.shape.w)

    def dump(self) -> str:
        """Show the weights"""
        return f"{self.name}: {self.__weights!r:>{self.size}}"


def checked(function: Callable) -> Callable:
    """A decorator by hand"""
    def wrapper(images: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        """Look at the shapes first"""
        match images.shape, kernel.shape:
            case (_, h, w), (kh, kw) if kh <= h and kw <= w:
                return function(images, kernel)
            case _:
                raise ValueError("the kernel does not fit")
    wrapper.__name__, wrapper.__doc__ = function.__name__, function.__doc__
    return wrapper


def convolver(images: np.ndarray) -> Callable:
    """A closure over the images"""
    count = 0

    def at(row: int, column: int, kernel: Kernel) -> np.ndarray:
        """One place of each result"""
        nonlocal count
        count += 1
        h, w = kernel.shape
        return kernel(images[:, row:row + h, column:column + w])
    return at


@checked
def convolve_grayscale_valid(images, kernel):
    """Convolve all images at once, place by place"""
    weigh = Kernel(kernel)
    if not hasattr(weigh, "nothing") and (m := len(images)) > 0:
        rest = Shape(*images.shape[1:]) - weigh.shape
    at = convolver(images)
    result = getattr(np, "zeros")((m, rest.h + 1, rest.w + 1))
    for row in range(rest.h + 1):
        for column in range(rest.w + 1):
            result[:, row, column] = at(row, column, weigh)
    return result


if __name__ == "__main__":
    with open(__file__) as text:
        print(eval("1 + 1"), text.read(), vars(np)["zeros"], globals())
