"""The right values that stand in for a student's own: worked out before the function's first statement, under names
that its file does not have.
"""

import ast
import textwrap

from checks.exercises.repair.function import Function
from checks.exercises.repair.text import Text
from checks.model import Edit

VALUES = """
global PREFIXm, PREFIXh, PREFIXw, PREFIXc, PREFIXkh, PREFIXkw, PREFIXsh, PREFIXsw
global PREFIXrows, PREFIXcolumns, PREFIXimages, PREFIXtake
PREFIXm, PREFIXh, PREFIXw, PREFIXc = images.shape
PREFIXkh, PREFIXkw = kernel_shape
PREFIXsh, PREFIXsw = stride
PREFIXrows = (PREFIXh - PREFIXkh) // PREFIXsh + 1
PREFIXcolumns = (PREFIXw - PREFIXkw) // PREFIXsw + 1
PREFIXimages = images.copy()
PREFIXtake = lambda window: (window.max if mode == "max" else window.mean)(axis=(1, 2))
"""


class Right:
    """The names of the right values in one file, and what makes them."""

    def __init__(self, text: Text) -> None:
        self.prefix = "right_"
        while self.prefix.encode() in text.data:
            self.prefix += "_"

    def __getitem__(self, name: str) -> str:
        """What one of the values is called."""
        return self.prefix + name

    def common(self, function: Function, text: Text) -> tuple[Edit, ...]:
        """What makes them, where there is a place for it."""
        body = function.asked.body
        documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        first = body[1] if documented and len(body) > 1 else body[0]
        indent = text.indent(first)
        if indent is None:
            return ()
        call = f"{self.prefix}values({', '.join(function.parameters)})\n{indent}"
        made = textwrap.indent(VALUES.strip().replace("PREFIX", self.prefix), "    ")
        end = len(text.data)
        defined = f"\n\ndef {self.prefix}values(images, kernel_shape, stride, mode):\n{made}\n"
        return (Edit(text.start(first), text.start(first), call), Edit(end, end, defined))
