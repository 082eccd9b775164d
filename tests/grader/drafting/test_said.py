"""What annotations and docstrings say of a parameter."""

import ast

import pytest

from grader.drafting.said import Said, said_of


def said(parameter: str, docstring: str = "") -> Said:
    arguments = ast.parse(f"def f({parameter}): pass").body[0].args  # type: ignore[attr-defined]
    return said_of(arguments.args[0], docstring)


@pytest.mark.parametrize(
    ("annotation", "found"),
    [
        ("int", Said("integer")),
        ("float", Said("float")),
        ("bool", Said("bool")),
        ("str", Said("text")),
        ("'int'", Said("integer")),
        ("np.ndarray", Said("array")),
        ("NDArray[np.uint8]", Said("array", dtype="uint8")),
        ("npt.NDArray[np.bool_]", Said("array", dtype="bool")),
        ("np.ndarray[Any, np.dtype[np.int64]]", Said("array", dtype="int64")),
        ("tuple[int, int]", Said("pair")),
        ("Tuple[int, int]", Said("pair")),
        ("Optional[int]", Said("integer", none=True)),
        ("float | None", Said("float", none=True)),
        ("Literal['a', 'b']", Said("text", texts=("a", "b"))),
        ("tuple[int, int, int]", Said()),
        ("int | str", Said()),
        ("'('", Said()),
        ("Literal[1, 'b']", Said()),
    ],
)
def test_an_annotation_says_what_kind_of_thing_it_is(annotation: str, found: Said) -> None:
    assert said(f"x: {annotation}") == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("x: array (n,)", Said("array", axes=("n",))),
        ("x (np.ndarray): images with shape (m, h, w)", Said("array", axes=("m", "h", "w"))),
        ("x is a numpy.ndarray with shape (n, 3)", Said("array", axes=("n", "3"))),
        (":param x: uint8 array of shape (h, w)", Said("array", axes=("h", "w"), dtype="uint8")),
        ("- x: a matrix", Said("array")),
        ("x: integer, at least 1", Said("integer", least=1)),
        ("x: int, 1 <= x <= n", Said("integer", least=1, most="n")),
        ("x: int from 0 to n - 1", Said("integer", least=0, most="n - 1")),
        ("x: positive integer", Said("integer", least=1)),
        ("x: a non-negative float", Said("float", least=0)),
        ("x: 'max' or 'avg'", Said("text", texts=("max", "avg"))),
        ("x: str", Said("text")),
        ("x: tuple of (ph, pw)", Said("pair")),
        ("x: int or None", Said("integer", none=True)),
        ("y: int", Said()),
        ("The integer x: is odd", Said()),
        ("x: whatever there is", Said()),
        ("x: tuple or int", Said()),
    ],
)
def test_a_line_of_the_docstring_says_what_it_may_be(line: str, found: Said) -> None:
    assert said("x", f"Works it out.\n\n{line}\n") == found


def test_the_annotation_says_the_kind_and_the_docstring_the_rest() -> None:
    assert said("x: np.ndarray", "x: uint8 of shape (h, w)") == Said("array", axes=("h", "w"), dtype="uint8")


def test_the_line_after_belongs_to_it_where_it_is_of_no_other() -> None:
    assert said("x", "x : int\n    at least 1\n").least == 1
    assert said("x", "x: int\ny: at least 1\n").least is None
