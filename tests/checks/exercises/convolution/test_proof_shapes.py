"""What a proof of a convolution with a stride asks: every relation of the sides."""

from collections.abc import Callable
from itertools import product

import pytest

from checks.exercises.convolution.proof_shapes import Shape, shapes
from checks.model.assignment import Assignment
from tests.tasks import STRIDED, named

EACH = pytest.mark.parametrize("function", STRIDED)
WAYS = ("valid", "same", "")  # "" is a pair
Axis = tuple[int, int, int, int]  # n, k, p and s


def way(shape: Shape) -> str:
    return shape.padding if isinstance(shape.padding, str) else ""


def axes(shape: Shape) -> tuple[Axis, Axis]:
    ph, pw = (0, 0) if isinstance(shape.padding, str) else shape.padding
    return (shape.h, shape.kh, ph, shape.stride[0]), (shape.w, shape.kw, pw, shape.stride[1])


OF_AXES: dict[str, Callable[[int, int, int, int], bool]] = {
    "no stride": lambda n, k, p, s: s == 1,
    "a stride that divides": lambda n, k, p, s: s > 1 and n + 2 * p > k and (n + 2 * p - k) % s == 0,
    "a stride that leaves a rest": lambda n, k, p, s: (n + 2 * p - k) % s > 0,
    "a stride larger than the kernel": lambda n, k, p, s: s > k,
    "a stride as large as the kernel": lambda n, k, p, s: s == k > 1,
    "a kernel as large as the image": lambda n, k, p, s: k == n > 1,
    "a kernel of one tap": lambda n, k, p, s: k == 1 < n,
    "an even kernel": lambda n, k, p, s: k % 2 == 0,
    "one window alone": lambda n, k, p, s: n + 2 * p - k < s and n > 1,
}
OF_PAIRS: dict[str, Callable[[int, int, int, int], bool]] = {
    "no zeros": lambda n, k, p, s: p == 0,
    "zeros and a kernel larger than the image": lambda n, k, p, s: p > 0 and k > n,
    "more zeros than taps": lambda n, k, p, s: p > k,
    "zeros and a stride that loses the last of them": lambda n, k, p, s: p > 0 and (n + 2 * p - k) % s > 0,
}
OF_BOTH: dict[str, Callable[[Shape], bool]] = {
    "oblong images": lambda shape: shape.h < shape.w,
    "oblong images, upright": lambda shape: shape.h > shape.w,
    "oblong kernels": lambda shape: shape.kh < shape.kw,
    "oblong kernels, upright": lambda shape: shape.kh > shape.kw,
    "sh < sw": lambda shape: shape.stride[0] < shape.stride[1],
    "sh > sw": lambda shape: shape.stride[0] > shape.stride[1],
    "sh = sw": lambda shape: shape.stride[0] == shape.stride[1] > 1,
}
OF_CHANNELS: dict[str, Callable[[Shape], bool]] = {"c = 1": lambda shape: shape.c == 1, "c > 1": lambda s: s.c > 1}
OF_KERNELS: dict[str, Callable[[Shape], bool]] = {
    "nc = 1": lambda shape: shape.nc == 1 < shape.c,
    "c = nc": lambda shape: shape.nc == shape.c > 1,
    "c < nc": lambda shape: shape.c < shape.nc,
    "c > nc": lambda shape: shape.c > shape.nc > 1,
}


@EACH
@pytest.mark.parametrize("padding", WAYS, ids=["valid", "same", "a pair"])
def test_every_relation_is_met_on_both_axes_whatever_the_padding(
    padding: str, function: str, whole: Assignment
) -> None:
    asked = [shape for shape in shapes(named(whole, function)) if way(shape) == padding]
    of_axes = OF_AXES if padding else {**OF_AXES, **OF_PAIRS}
    met = {(name, axis) for shape in asked for axis in (0, 1) for name in of_axes if of_axes[name](*axes(shape)[axis])}
    assert set(product(of_axes, (0, 1))) - met == set()
    of_both = {
        **OF_BOTH,
        **({} if padding else {"ph < pw": lambda shape: shape.padding[0] < shape.padding[1]}),
        **({} if padding else {"ph > pw": lambda shape: shape.padding[0] > shape.padding[1]}),
        **(OF_CHANNELS if function != "convolve_grayscale" else {}),
        **(OF_KERNELS if function == "convolve" else {}),
    }
    assert [name for name, holds in of_both.items() if not any(map(holds, asked))] == []


@EACH
@pytest.mark.parametrize("padding", WAYS, ids=["valid", "same", "a pair"])
def test_each_axis_has_every_small_setting(padding: str, function: str, whole: Assignment) -> None:
    sides, kernels, zeros = (4, 4, 3) if not padding else (6, 5, 0)
    every = product(range(1, sides + 1), range(1, kernels + 1), range(zeros + 1), range(1, 5))
    settings = {(n, k, p, s) for n, k, p, s in every if max(k, s) <= n + 2 * p}
    asked = [axes(shape) for shape in shapes(named(whole, function)) if way(shape) == padding]
    assert settings <= {rows for rows, _ in asked}
    assert settings <= {columns for _, columns in asked}


@EACH
def test_the_smallest_comes_first_each_once_and_all_kernels_fit(function: str, whole: Assignment) -> None:
    asked = shapes(named(whole, function))
    assert [shape.numbers for shape in asked] == sorted(shape.numbers for shape in asked)
    assert (axes(asked[0]), asked[0].c, asked[0].nc) == (
        ((1, 1, 0, 1),) * 2,
        int(function != "convolve_grayscale"),
        int(function == "convolve"),
    )
    assert len({*asked}) == len(asked)
    assert all(k <= n + 2 * p for shape in asked for n, k, p, _ in axes(shape))


def test_there_are_as_many_as_can_be_asked_in_the_time(whole: Assignment) -> None:
    counts = {function: len(shapes(named(whole, function))) for function in STRIDED}
    assert counts == {"convolve_grayscale": 791, "convolve_channels": 440, "convolve": 440}
