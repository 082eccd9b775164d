"""For which calls a cause can show: where another one fails, it is not the cause."""

from collections.abc import Callable, Mapping

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Call, Calls


def _has_even_side(call: Call) -> bool:
    return call.kh % 2 == 0 or call.kw % 2 == 0


def _is_oblong(call: Call) -> bool:
    return call.kh != call.kw


def _is_not_square(call: Call) -> bool:
    rows, columns = call.expected[0].shape[1:3]
    return call.h != call.w or bool(rows != columns)


PROMISES: Mapping[str, Callable[[Call], bool]] = {
    "even_kernel_one_short": _has_even_side,
    "even_kernel_one_more": _has_even_side,
    "even_kernel_window": _has_even_side,
    "even_kernels": _has_even_side,
    "square_kernels_only": _is_oblong,
    "kernel_sides_swapped": _is_oblong,
    "fixed_kernel_size": lambda call: (call.kh, call.kw) != (3, 3),
    "height_width_swapped": _is_not_square,
    "stride_sides": lambda call: call.sh != call.sw,
    "padding_sides_swapped": lambda call: call.ph != call.pw or call.way == "same",
}


def kept(named: Named, calls: Calls) -> bool:
    """Whether every call that fails is one in which this cause can show."""
    shows = PROMISES.get(named.id)
    return shows is None or all(map(shows, calls.wrong))
