"""Lines where a function asks what its padding is, and where it takes the stride and the kernels apart."""

import ast
import textwrap

import pytest

from checks.exercises.convolution.landmarks import landmarks
from checks.model import Syntax

FUNCTION = "def convolve(images, kernels, padding='same', stride=(1, 1)):\n"


def lines(body: str) -> dict[str, int]:
    text = FUNCTION + textwrap.indent(textwrap.dedent(body), "    ")
    return landmarks(Syntax("5-convolve.py", text, ast.parse(text)), "convolve")


@pytest.mark.parametrize(
    "condition",
    [
        "isinstance(padding, tuple)",
        "type(padding) is tuple",
        "type(padding) == tuple",
        "padding == 'valid'",
        "padding is 'same'",
        "len(padding) == 2",
    ],
)
def test_a_padding_that_is_asked_rightly_is_no_line(condition: str) -> None:
    assert "tuple_compared" not in lines(f"if {condition}:\n    pass\n")


@pytest.mark.parametrize(
    "condition",
    [
        "padding == 'tuple'",
        "padding is tuple",
        "padding == tuple",
        "type(padding) == 'tuple'",
        "'tuple' == type(padding)",
        "padding == type((1, 2))",
    ],
)
def test_a_padding_compared_with_its_type_or_a_word_is_found(condition: str) -> None:
    assert lines(f"if {condition}:\n    pass\n")["tuple_compared"] == 2


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("sh = sw = stride[0]\n", 2),
        ("sh = stride[0]\nsw = stride[0]\n", 3),
        ("sh, sw = stride[0], stride[0]\n", 2),
        ("sw, sh = stride\n", 2),
        ("sh, sw = stride\n", None),
        ("sh = stride[0]\nsw = stride[1]\n", 2),  # where neither is wrong the first is as good as any
    ],
)
def test_where_the_stride_is_taken(body: str, line: int | None) -> None:
    assert lines(body).get("stride_taken") == line


BRANCHES = """
m, h, w, c = images.shape
nc = kernels.shape[2]
if padding == 'same':
    ph = (h - 1) // 2
    pw = (w - 1) // 2
elif padding == 'valid':
    ph = pw = 0
else:
    ph, pw = padding
for z in range(nc):
    kernels[..., z]
"""


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("definition", 1),
        ("kernel_number", 4),
        ("same_branch", 5),
        ("same_zeros", 6),
        ("same_zeros_columns", 7),
        ("valid_branch", 8),
        ("tuple_branch", 5),
        ("kernel_read", 13),
    ],
)
def test_the_lines_of_each_kind(kind: str, line: int) -> None:
    assert lines(BRANCHES)[kind] == line
