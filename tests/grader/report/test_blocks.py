import io
import re

import msgspec
import pytest
from rich.console import Console

from checks.model import Exhibit, Grade
from checks.model.assignment import Assignment
from grader.report import text
from grader.report.blocks import HALF
from tests.grader.report.html.pages import BLACK, EXHIBIT, RED, coloured, exhibited, mixed, of_kernels, pixels
from tests.tasks import grade_of

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def shown(grade: Grade, *, colours: str | None = "truecolor", width: int = 80, **more) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=colours is not None, color_system=colours, width=width, **more)
    text.show(grade, console, quiet=False, verbose=True)
    return file.getvalue()


def rows(output: str) -> list[list[int]]:
    """How many half blocks each line has, piece by piece."""
    lines = (ESCAPE.sub("", line) for line in output.splitlines())
    return [[len(piece) for piece in line.split() if set(piece) == {HALF}] for line in lines if HALF in line]


def with_exhibit(assignment: Assignment, exhibit: Exhibit = EXHIBIT) -> Grade:
    grade = mixed(assignment)
    task = msgspec.structs.replace(grade_of(grade, "valid"), exhibit=exhibit)
    return msgspec.structs.replace(grade, tasks=(task,))


def test_a_wrong_result_stands_beside_the_right_one(assignment: Assignment) -> None:
    output = shown(with_exhibit(assignment))
    assert rows(output) == [[3, 3]]
    assert "digit 3 of MNIST, black -1, white 1" in ESCAPE.sub("", output)
    assert "\x1b[38;2;64;64;64;48;2;0;0;0m" in output  # -0.5 above -1


def test_the_last_row_of_an_odd_number_has_nothing_below(assignment: Assignment) -> None:
    three = pixels((1.0,), (0.0,), (0.5,))
    output = shown(with_exhibit(assignment, exhibited(pixels((0.0,), (0.0,), (0.5,)), expected=three)))
    assert rows(output) == [[1, 1], [1, 1]]
    assert "\x1b[38;2;128;128;128m" in output


def test_what_is_not_finite_has_a_colour_that_is_told(assignment: Assignment) -> None:
    output = shown(with_exhibit(assignment, exhibited(pixels((float("nan"), 0, 0), (0, 0, 0)))))
    assert "orange: not finite" in output
    assert "38;2;240;160;40" in output


def test_a_result_in_colour_keeps_its_colours(assignment: Assignment) -> None:
    nan = (0, float("nan"), 0)
    output = shown(with_exhibit(assignment, exhibited(coloured((RED,), (nan,)), expected=coloured((RED,), (BLACK,)))))
    assert rows(output) == [[1, 1]]
    assert "\x1b[38;2;255;0;0;48;2;0;0;0m" in output
    assert "\x1b[38;2;255;0;0;48;2;240;160;40m" in output
    assert "black 0, white 255" in ESCAPE.sub("", output)


def test_each_of_several_results_has_its_name(assignment: Assignment) -> None:
    output = ESCAPE.sub("", shown(with_exhibit(assignment, of_kernels())))
    lines = [line.split() for line in output.splitlines() if "expected" in line and "kernel" in line]
    assert lines == [["expected,", "kernel", f"{n}", "returned,", "kernel", f"{n}"] for n in range(3)]


def test_where_the_terminal_is_narrow_one_stands_below_the_other(assignment: Assignment) -> None:
    wide = pixels(tuple(float(n) for n in range(30)))
    output = shown(with_exhibit(assignment, exhibited(pixels((1.0,) * 30), expected=wide)), width=60)
    assert rows(output) == [[30], [30]]
    assert rows(shown(with_exhibit(assignment, exhibited(pixels((1.0,) * 30), expected=wide)), width=30)) == []


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"colours": None}, id="a file"),
        pytest.param({"colours": "standard"}, id="sixteen colours"),
        pytest.param({"no_color": True}, id="colours that are not wanted"),
    ],
)
def test_without_colours_nothing_is_drawn(more: dict[str, object], assignment: Assignment) -> None:
    assert HALF not in shown(with_exhibit(assignment), **more)


def test_where_the_encoding_has_no_blocks_nothing_is_drawn(assignment: Assignment) -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    console = Console(file=file, force_terminal=True, color_system="truecolor", width=80)
    text.show(with_exhibit(assignment), console, quiet=False, verbose=True)
    file.flush()
    written = file.buffer.getvalue()
    assert b"wrong_answer" in written
    assert HALF.encode("ascii", "backslashreplace") not in written


def test_what_looks_right_and_what_did_not_come_back_is_not_drawn(assignment: Assignment) -> None:
    assert HALF not in shown(with_exhibit(assignment, exhibited(EXHIBIT.results[0].expected)))
    assert HALF not in shown(with_exhibit(assignment, exhibited(None, None)))
