"""By a model solution, too, what rounding makes of right work is right, however large the numbers; mistakes are not."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
import pytest

from checks.dynamic.compare import Match, as_array, match
from checks.exercises.modelled.answers import answer
from checks.model import Array, Case

Called = Callable[..., Any]
Random = np.random.Generator
SEEDS = 25
MOST = 0.7  # of the calls: an exercise has hundreds, of which one is enough
MAGNITUDES = (1e-2, 1.0, 9.0, 1e3)
DTYPES = (np.float64, np.float32)


class Asked(NamedTuple):
    """Arguments by chance and a magnitude, the model solution, right ways and wrong ones."""

    arguments: Callable[[Random, float], dict[str, Any]]
    model: Called
    right: dict[str, Called]
    wrong: dict[str, Called]
    magnitudes: tuple[float, ...] = MAGNITUDES


def some(random: Random, magnitude: float, least: int = 1) -> dict[str, Any]:
    return {"x": random.standard_normal(int(random.integers(least, 40))) * magnitude}


def points(random: Random, magnitude: float) -> dict[str, Any]:
    n, k, d = random.integers(2, 7, 3)
    return {"p": random.standard_normal((n, d)) * magnitude, "c": random.standard_normal((k, d)) * magnitude}


def met(random: Random, magnitude: float) -> dict[str, Any]:
    """Points, some of which are the centres."""
    p = random.standard_normal(random.integers(1, 7, 2)) * magnitude
    return {"p": p, "c": p[random.integers(0, len(p), 2)].copy()}


def expanded(p: Array, c: Array) -> Array:
    return (p * p).sum(1)[:, None] + (c * c).sum(1) - 2 * p @ c.T


def root(p: Array, c: Array) -> Array:
    return np.sqrt(np.maximum(expanded(p, c), 0))


def squares(p: Array, c: Array) -> Array:
    return ((p[:, None] - c) ** 2).sum(-1)


def by_running_sums(x: Array, k: int) -> Array:
    sums = np.cumsum(np.insert(x, 0, 0))
    return (sums[k:] - sums[:-k]) / x.dtype.type(k)


def windows(x: Array, k: int) -> Array:
    return np.lib.stride_tricks.sliding_window_view(x, k)


def softmax(x: Array) -> Array:
    e = np.exp(x - x.max())
    return e / e.sum()


def one_by_one(x: Array) -> Array:
    out, total = np.empty_like(x), x.dtype.type(0)
    for index, value in enumerate(x):
        total = total + value
        out[index] = total
    return out


def powers(a: Array, n: int) -> Array:
    out = np.eye(len(a), dtype=a.dtype)
    for _ in range(n):
        out = out @ a
    return out


def between(x: Array, xp: Array, fp: Array) -> Array:
    inside = np.clip(x, xp[0], xp[-1])
    i = np.clip(np.searchsorted(xp, inside) - 1, 0, len(xp) - 2)
    t = (inside - xp[i]) / (xp[i + 1] - xp[i])
    return fp[i] * (1 - t) + fp[i + 1] * t


EXERCISES = {
    "moving average": Asked(
        lambda random, size: {**some(random, size, 6), "k": int(random.integers(2, 6))},
        lambda x, k: np.convolve(x, np.full(k, 1 / k, x.dtype), "valid"),
        {
            "running sums": by_running_sums,
            "means": lambda x, k: windows(x, k).mean(1),
            "times 1 / k": lambda x, k: windows(x, k).sum(1) * x.dtype.type(1 / k),
        },
        {"k - 1 for k": lambda x, k: windows(x, k).sum(1) / (k - 1)},
    ),
    "squared distances": Asked(
        points, squares, {"expanded": expanded}, {"a product once": lambda p, c: expanded(p, c) + p @ c.T}
    ),
    "squared distances to the points themselves": Asked(
        met, squares, {"expanded": expanded}, {"off by one": lambda p, c: squares(p, np.roll(c, 1) + 1)}
    ),
    "distances": Asked(
        points,
        lambda p, c: np.sqrt(squares(p, c)),
        {"norm": lambda p, c: np.linalg.norm(p[:, None] - c, axis=2)},
        {"not the root": squares},
    ),
    "softmax": Asked(
        some,
        softmax,
        {
            "by the logarithm": lambda x: np.exp(x - x.max() - np.log(np.exp(x - x.max()).sum())),
            "one by one": lambda x: np.exp(x - x.max()) / one_by_one(np.exp(x - x.max()))[-1],
        },
        {"not normalised": lambda x: np.exp(x - x.max()) / len(x)},
    ),
    "polynomial": Asked(
        lambda random, size: {
            "c": random.standard_normal(int(random.integers(2, 7))) * size,
            "x": random.uniform(-2, 2, 7),
        },
        lambda c, x: np.polyval(c, x),
        {
            "powers": lambda c, x: sum(a * x ** (len(c) - 1 - i) for i, a in enumerate(c)),
            "vander": lambda c, x: np.vander(x, len(c)) @ c,
        },
        {"the other way round": lambda c, x: np.polyval(c[::-1], x)},
    ),
    "variance": Asked(
        some,
        lambda x: x.var(),
        {"mean of squares": lambda x: (x * x).mean() - x.mean() ** 2},
        {"n - 1 for n": lambda x: x.var(ddof=1) if len(x) > 1 else 1.0, "n + 1 for n": lambda x: x.var(ddof=-1)},
        (1e-2, 1.0, 9.0),
    ),
    "cumulative sums": Asked(
        some,
        lambda x: np.cumsum(x),
        {"one by one": one_by_one, "a triangle": lambda x: np.tri(len(x), dtype=x.dtype) @ x},
        {"without the last": lambda x: np.cumsum(x) - x},
    ),
    "power of a matrix": Asked(
        lambda random, size: {"a": random.uniform(-2, 2, (int(random.integers(1, 6)),) * 2), "n": 5},
        np.linalg.matrix_power,
        {"loop": powers, "transposed": lambda a, n: powers(a.T.copy(), n).T},
        {"once too often": lambda a, n: powers(a, n + 1)},
        (1.0,),
    ),
    "interpolation": Asked(
        lambda random, size: {
            "x": random.standard_normal(9) * size,
            "xp": np.sort(random.standard_normal(6)) * size,
            "fp": random.standard_normal(6) * size,
        },
        np.interp,
        {"by hand": between},
        {"without a step": lambda x, xp, fp: fp[np.clip(np.searchsorted(xp, x), 0, 5)]},
    ),
    "columns of deviation 1": Asked(
        lambda random, size: some(random, size, 3),
        lambda x: (x - x.mean()) / x.std(),
        {"norm": lambda x: (x - x.mean()) * x.dtype.type(len(x) ** 0.5) / np.linalg.norm(x - x.mean())},
        {"n - 1 for n": lambda x: (x - x.mean()) / x.std(ddof=1)},
    ),
}


def cast(arguments: dict[str, Any], dtype: type) -> dict[str, Any]:
    return {name: value.astype(dtype) if isinstance(value, np.ndarray) else value for name, value in arguments.items()}


def calls(asked: Asked, given: type) -> Iterator[tuple[str, dict[str, Any]]]:
    for magnitude in asked.magnitudes:
        for seed in range(SEEDS):
            yield f"{magnitude}, seed {seed}", cast(asked.arguments(np.random.default_rng(seed), magnitude), given)


def passes(asked: Asked, arguments: dict[str, Any], came: Array) -> bool:
    case = Case("x", "small", "a small call", arguments)
    return isinstance(match(as_array(came), case, (answer(case, asked.model(**arguments)),)), Match)


@pytest.mark.parametrize("work", DTYPES, ids=["float64 work", "float32 work"])
@pytest.mark.parametrize("given", DTYPES, ids=["float64 given", "float32 given"])
@pytest.mark.parametrize("name", EXERCISES)
def test_every_right_way_is_right(name: str, given: type, work: type) -> None:
    asked = EXERCISES[name]
    for way, function in {"model": asked.model, **asked.right}.items():
        for call, arguments in calls(asked, given):
            assert passes(asked, arguments, function(**cast(arguments, work))), (way, call)


WRONG = {
    "a share of 1e-3 too large": lambda array: array * (1 + 1e-3),
    "a share of 1e-3 too small": lambda array: array * (1 - 1e-3),
    "one place farther": lambda array: np.roll(array, 1) if array.size > 1 else array + 1,
    "float16": lambda array: np.float16(array / np.abs(array).max() / 3) * (3 * np.abs(array).max()),
}


@pytest.mark.parametrize("spoil", WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("name", EXERCISES)
def test_a_spoilt_result_is_wrong_in_most_calls(name: str, spoil: Called) -> None:
    asked = EXERCISES[name]
    told = [
        not passes(asked, arguments, spoil(as_array(asked.model(**arguments))))
        for _, arguments in calls(asked, np.float64)
        if np.any(asked.model(**arguments))
    ]
    assert np.mean(told) > MOST


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, asked in EXERCISES.items() for way in asked.wrong], ids=str
)
def test_a_wrong_way_is_wrong_in_most_calls(name: str, way: str) -> None:
    asked = EXERCISES[name]
    told = [not passes(asked, arguments, asked.wrong[way](**arguments)) for _, arguments in calls(asked, np.float64)]
    assert np.mean(told) > MOST


def offset(random: Random) -> Array:
    return random.standard_normal(5) + 1000


def test_what_is_not_even_right_in_its_fourth_figure_is_wrong() -> None:
    """The mean of squares less the square of the mean, of numbers that hardly differ: right in float64 only."""
    asked = EXERCISES["variance"]
    for seed in range(SEEDS):
        x = offset(np.random.default_rng(seed))
        assert passes(asked, {"x": x}, asked.right["mean of squares"](x))
        assert not passes(asked, {"x": x}, asked.right["mean of squares"](x.astype(np.float32)))
        assert not passes(asked, {"x": x}, asked.wrong["n - 1 for n"](x))


def test_the_root_of_what_cancels_out_is_not_quite_0_and_right() -> None:
    asked = EXERCISES["distances"]
    for magnitude in (*MAGNITUDES, 1e6):
        for seed in range(SEEDS):
            arguments = met(np.random.default_rng(seed), magnitude)
            assert passes(asked, arguments, root(**arguments)), (magnitude, seed)


@pytest.mark.parametrize("given", DTYPES, ids=["float64 given", "float32 given"])
def test_where_all_squares_cancel_out_what_float32_leaves_of_them_is_right(given: type) -> None:
    asked = EXERCISES["squared distances"]
    for seed in range(SEEDS):
        p = np.random.default_rng(seed).standard_normal((1, 20)) * 1000
        arguments = cast({"p": p, "c": p.copy()}, given)
        assert passes(asked, arguments, expanded(**cast(arguments, np.float32))), seed
