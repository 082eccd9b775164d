"""Keys of assignments from when every task was a convolution, and what is written instead."""

from collections.abc import Callable, Mapping
from typing import Any

from checks.printable import one_line

_FORMS = {
    "images": 'images = { array = "m h w" }',
    "kernel": 'kernel = { array = "kh kw" }',
    "padding": 'padding = { pair = "ph pw", least = 0 }',
}
_ANY_SIDE = "either"


def _convolution(value: Any) -> str:
    fixed = f' and fixed.padding = "{value}"' if value in ("valid", "same") else ""
    return f'write exercise = "convolution"{fixed}'


def _parameters(value: Any) -> str:
    count = len(value) if isinstance(value, list) else 2
    return f"write [tasks.arguments] with {', '.join(list(_FORMS.values())[: max(count, 2)])}"


def _same_even_kernel(value: Any) -> str:
    return "write conventions = []" if value == _ANY_SIDE else f"write conventions = [{_quoted(value)}]"


def _own(value: Any) -> str:
    call = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}
    given = [
        f"{name} = {{ random = {one_line(str(call.get(name, example)))} }}"
        for name, example in (("images", [9, 8, 7]), ("kernel", [2, 3]))
    ]
    given += [f"padding = {one_line(str(call['padding']))} where the task takes it"] if "padding" in call else []
    return f"write [[tasks.calls]] below each task with {', '.join(given)}"


def _quoted(value: Any) -> str:
    return f'"{value}"' if value in ("before", "after") else '"before" or "after"'


FORMER: Mapping[str, Callable[[object], str]] = {
    "tasks.convolution": _convolution,
    "tasks.parameters": _parameters,
    "policy.same_even_kernel": _same_even_kernel,
    "cases.own": _own,
}
