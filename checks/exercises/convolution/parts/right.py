"""The right values that stand in for a student's own: worked out before the function's first statement, under names
that its file does not have.
"""

import ast
import textwrap

from checks.exercises.convolution.conventions import EVEN, OF_SAME
from checks.exercises.convolution.form import form_of, is_plain, takes_padding, takes_stride
from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Text
from checks.model import Edit
from checks.model.assignment import Task

VALUES = (
    *("m", "h", "w", "rows", "columns", "kh", "kw", "sh", "sw"),
    *("ph", "pw", "zeros", "images", "kernel", "nc"),
)

OF_AXIS = """
total, least = (n - 1) * s + k - n, max((-(-n // s) - 1) * s + k - n, 0)
if padding != "same":
    p = 0 if padding == "valid" else padding
    return (p, p), (n + 2 * p - k) // s + 1
p = dict(
    before=k // 2, after=(k - 1) // 2,
    half_plus_one=total // 2 + 1, half_plus_one_n=total // 2 + 1, half_up=-(-total // 2), half_up_n=-(-total // 2),
    half_down=total // 2, half_down_n=total // 2, half_even_more=total // 2 + (k % 2 == 0),
    kernel_down=(k - 1) // 2, kernel_up=k // 2, kernel_down_ceil=(k - 1) // 2, kernel_up_ceil=k // 2,
    tensorflow=least // 2, tensorflow_up=-(-least // 2),
)[convention]
if convention.endswith("_n") or convention in ("before", "after"):
    count = n
elif convention.endswith("_ceil") or convention.startswith("tensorflow"):
    count = -(-n // s)
else:
    return (p, p), (n + 2 * p - k) // s + 1
return (p, max((count - 1) * s + k - n - p, 0)), count
"""
"""Zeros before and after an axis of n with a kernel of k and a stride of s, and how many windows there are."""


class Right:
    """The names of the right values in one file, and what makes them."""

    def __init__(self, task: Task, text: Text) -> None:
        self._task = task
        self.prefix = "right_"
        while self.prefix.encode() in text.data:
            self.prefix += "_"

    def __getattr__(self, name: str) -> str:
        """The name of one of VALUES."""
        if name not in VALUES:
            raise AttributeError(name)
        return self.prefix + name

    def axis(self, kind: str) -> tuple[str, str, str]:
        """Of the rows or the columns: how many there are of the result, the kernel's side, the stride."""
        return (self.rows, self.kh, self.sh) if kind == "rows" else (self.columns, self.kw, self.sw)

    def common(self, function: Function, text: Text) -> tuple[Edit, ...]:
        """What makes them, where there is a place for it."""
        body = function.asked.body
        documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        first = body[1] if documented and len(body) > 1 else body[0]
        parameters = function.parameters
        indent = text.indent(first)
        if indent is None or len(parameters) < len(self._task.parameters):
            return ()
        call = f"{self.prefix}values({', '.join(parameters[: len(self._task.parameters)])})\n{indent}"
        end = len(text.data)
        return (Edit(text.start(first), text.start(first), call), Edit(end, end, self._definition()))

    def _definition(self) -> str:
        task, prefix = self._task, self.prefix
        given = [
            "images",
            "kernel",
            *(["padding"] if takes_padding(task) else []),
            *(["stride"] if takes_stride(task) else []),
        ]
        fixed = [] if takes_padding(task) else [f'padding = "{form_of(task)}"']
        fixed += [] if takes_stride(task) else ["stride = (1, 1)"]
        body = [
            f"global {', '.join(prefix + name for name in VALUES)}",
            "import numpy as np",
            *fixed,
            "tuples = (padding, padding) if isinstance(padding, str) else padding",
            f"{self.m}, {self.h}, {self.w} = images.shape[:3]",
            f"{self.kh}, {self.kw} = kernel.shape[:2]",
            f"{self.sh}, {self.sw} = stride",
            f"{self.nc} = kernel.shape[-1]",
            f"rows, {self.rows} = {prefix}axis({self.h}, {self.kh}, {self.sh}, tuples[0])",
            f"columns, {self.columns} = {prefix}axis({self.w}, {self.kw}, {self.sw}, tuples[1])",
            f"{self.ph}, {self.pw} = rows[0], columns[0]",
            f"{self.zeros} = ((0, 0), rows, columns) + ((0, 0),) * (images.ndim - 3)",
            f"{self.images} = np.pad(images, {self.zeros})",
            f"{self.kernel} = kernel.copy()",
        ]
        whole = [
            f"def {prefix}values({', '.join(given)}):",
            textwrap.indent("\n".join(body), "    "),
            f'def {prefix}axis(n, k, s, padding, convention="@convention@"):',
            textwrap.indent(OF_AXIS.strip(), "    "),
        ]
        return "\n\n" + "\n".join(whole) + "\n"


def conventions(task: Task) -> tuple[str, ...]:
    """What may be followed where the task leaves something open, the commonest first; "" where it does not."""
    if form_of(task) not in ("same", "chosen"):
        return ("",)
    return tuple(EVEN) if is_plain(task) else tuple(OF_SAME)
