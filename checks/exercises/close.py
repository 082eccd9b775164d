"""The comparison that a check makes, as a program makes it: the same values are right, however near to the edge."""

import numpy as np

from checks.dynamic.compare import given_arrays
from checks.dynamic.tolerance import allowed, spacing
from checks.model import Answer, Case

LARGEST = 2.0**63


def close(came: str, right: str, case: Case, answer: Answer, most: float = np.inf, *, whole: bool = True) -> str:
    """An expression for whether what is called `came` equals `answer`, called `right`, off by no more than `most`; the
    same of every value by itself where it is not of the `whole`."""
    single, double = min(allowed(answer), most), min(allowed(answer, spacing(given_arrays(case))), most)
    nan = ", equal_nan=True" if answer.array.dtype.kind in "fc" and np.isnan(answer.array).any() else ""
    if not single:
        if answer.array.dtype.kind == "f" and (np.abs(answer.array) >= LARGEST).any():
            came = f"np.asarray({came}, float)"  # as the check has integers of more than 64 bits
        if whole:
            return f"np.array_equal({came}, {right}{nan})"
        return f"np.isclose({came}, {right}, rtol=0, atol=0{nan})" if nan else f"({came} == {right})"
    atol = f"{single!r}"
    if single != double and _cut_off_passes(answer, single, double):
        atol = f"{atol} if np.asarray({came}).dtype.kind in 'fc' else {double!r}"
    right = right if answer.array.ndim else f"np.asarray({right})"  # which a float16 beside it does not make one, too
    return f"np.{'allclose' if whole else 'isclose'}({came}, {right}, rtol=0, atol={atol}{nan})"


@np.errstate(invalid="ignore")  # of what is infinite
def _cut_off_passes(answer: Answer, single: float, double: float) -> bool:
    """Whether some whole number is near enough to a value for float32 work, but not for what was cut off."""
    off = np.abs(answer.array - np.rint(answer.array)) if answer.array.dtype.kind in "fc" else np.zeros(1)
    return bool(np.any((off > double) & (off <= single) | (1 - off <= single)))
