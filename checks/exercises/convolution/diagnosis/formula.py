"""Finds the formula that a side follows over all shapes, as a student would have written it."""

from collections.abc import Callable, Sequence

import numpy as np

from checks.exercises.convolution.diagnosis.calls import Call

Term = tuple[str, Callable[[Call], float]]
SIDES: tuple[Term, ...] = (
    ("h", lambda c: c.h),
    ("w", lambda c: c.w),
    ("kh", lambda c: c.kh),
    ("kw", lambda c: c.kw),
    ("ph", lambda c: c.ph),
    ("pw", lambda c: c.pw),
)
HALVES: tuple[Term, ...] = (("(kh // 2)", lambda c: c.kh // 2), ("(kw // 2)", lambda c: c.kw // 2))
LEAST_CALLS = 3  # beyond the number of terms: fewer fit anything
LARGEST = 2  # a student writes 2 * ph, and nothing larger


def formula(values: Sequence[int], calls: Sequence[Call]) -> str:
    """The sum of whole multiples of sides that equals every value, such as "h - kh + 1"; "" where there is none."""
    for terms in (SIDES, (*SIDES, *HALVES)):
        columns = np.array([[*(side(call) for _, side in terms), 1] for call in calls], float)
        used = [index for index in range(len(terms)) if len(set(columns[:, index])) > 1]
        if len(calls) < len(used) + 1 + LEAST_CALLS:
            return ""
        matrix = columns[:, [*used, len(terms)]]
        if np.linalg.matrix_rank(matrix) < matrix.shape[1]:
            continue
        if not used:
            continue
        factors = np.rint(np.linalg.lstsq(matrix, np.array(values, float), rcond=None)[0]).astype(int)
        if np.array_equal(matrix @ factors, values) and np.abs(factors[:-1]).max() <= LARGEST:
            return _written([terms[index][0] for index in used], factors)
    return ""


def _written(names: list[str], factors: np.ndarray[tuple[int], np.dtype[np.int_]]) -> str:
    parts = [
        (factor, name if abs(factor) == 1 else f"{abs(factor)} * {name}")
        for name, factor in zip(names, factors[:-1], strict=True)
        if factor
    ]
    if factors[-1]:
        parts.append((factors[-1], str(abs(factors[-1]))))
    first = next((part for part in parts if part[0] > 0), None)
    parts.sort(key=lambda part: part is not first)  # a sum that begins with a minus is hard to read
    text = " ".join(f"{'-' if factor < 0 else '+'} {name}" for factor, name in parts)
    return text.removeprefix("+ ") or "0"
