"""Small wrong changes to a right program, by what they change."""

from tests.verify.changes import arrays, loops, numbers, places
from tests.verify.changes.nodes import Change

KINDS: dict[str, dict[str, Change]] = {
    "arithmetic": numbers.ARITHMETIC,
    "comparison": numbers.COMPARISON,
    "constant": numbers.CONSTANT,
    "bounds": places.BOUNDS,
    "index": places.INDEX,
    "axis": places.AXIS,
    "order of arguments": places.ORDER,
    "dtype": arrays.DTYPE,
    "padding": arrays.PADDING,
    "filling": arrays.FILLING,
    "kernel": arrays.KERNEL,
    "images": arrays.IMAGES,
    "result": arrays.RESULT,
    "loop": loops.LOOP,
    "statement": loops.STATEMENT,
}
