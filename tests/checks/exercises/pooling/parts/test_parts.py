"""The parts of a pooling that are found in a text; whether they are wrong is found by running."""

import ast
from itertools import chain

import pytest

from checks.exercises.pooling.parts import readings
from checks.exercises.repair.variants import variant
from checks.language.syntax import parse
from checks.model import Part, Reading, Source, Syntax
from checks.model.assignment import Task
from tests.conftest import ROOT

RIGHT = sorted((ROOT / "tests" / "programs" / "pooling" / "right").glob("*.py"))
LINES = (
    "m, h, w, c = images.shape",
    "kh, kw = kernel_shape",
    "sh, sw = stride",
    "out = np.zeros((m, (h - kh) // sh + 1, (w - kw) // sw + 1, c))",
    "for r in range(out.shape[1]):",
    "    for c in range(out.shape[2]):",
    "        window = images[:, r * sh:r * sh + kh, c * sw:c * sw + kw]",
    "        if mode == 'max':",
    "            out[:, r, c] = window.max(axis=(1, 2))",
    "        else:",
    "            out[:, r, c] = window.mean(axis=(1, 2))",
    "return out",
)


def syntax(text: str) -> Syntax:
    return parse(Source("6-pool.py", text.encode(), "", executable=True))


def text(*changes: tuple[str, str]) -> str:
    body = "\n    ".join(LINES)
    for old, new in changes:
        assert body.count(old) == 1
        body = body.replace(old, new)
    return f"import numpy as np\n\n\ndef pool(images, kernel_shape, stride, mode='max'):\n    {body}\n"


def read(task: Task, *changes: tuple[str, str]) -> Reading:
    return readings(task, syntax(text(*changes)))[0]


def part(reading: Reading, identity: str) -> Part:
    return next(each for each in reading.parts if each.id == identity)


def test_every_part_of_a_pooling_is_found(task: Task) -> None:
    found = {each.id for each in read(task).parts}
    assert found >= {"size rows", "size columns", "loops rows", "loops columns", "window rows", "window columns"}
    assert found >= {"size", "sum", "store"}


def test_what_is_taken_is_a_part_by_itself_in_each_mode(task: Task) -> None:
    found = [(each.line, each.written) for each in read(task).parts if each.id == "sum"]
    assert found == [(13, "window.max(axis=(1, 2))"), (15, "window.mean(axis=(1, 2))")]


def test_the_order_of_the_loops_does_not_matter(task: Task) -> None:
    rows, columns = "for r in range(out.shape[1]):", "for c in range(out.shape[2]):"
    other = read(task, (rows, "ROWS"), (columns, rows), ("ROWS", columns))
    assert part(other, "loops rows").written == "out.shape[1]"
    assert part(other, "window rows").written == "r * sh:r * sh + kh"


@pytest.mark.parametrize(
    ("identity", "changes", "written", "right"),
    [
        pytest.param(
            "size rows",
            [("(h - kh) // sh + 1", "(h - kh) // sh")],
            "(h - kh) // sh",
            "(h - kh) // sh + 1",
            id="the rows of the result, in the student's names",
        ),
        pytest.param(
            "size columns",
            [("kh, kw = kernel_shape", "kw, kh = kernel_shape")],
            "(w - kw) // sw + 1",
            "(w - kh) // sw + 1",
            id="in the names that hold the right sides there",
        ),
        pytest.param(
            "window columns",
            [("c * sw:c * sw + kw]", "c:c + kw]")],
            "c:c + kw",
            "c * sw:c * sw + kw",
            id="the columns of the window",
        ),
        pytest.param(
            "store",
            [("out[:, r, c] = window.max", "out[r, c] = window.max")],
            "out[r, c]",
            "out[:, r, c]",
            id="the store",
        ),
        pytest.param(
            "shape",
            [("sh, sw = stride", "sw, sh = stride")],
            "sw, sh = stride",
            "sw = stride[1], sh = stride[0]",
            id="the sides",
        ),
        pytest.param("mode", [("'max':\n", "'maximum':\n")], "'maximum'", "'max'", id="the mode's name"),
        pytest.param("return", [("return out", "return window")], "return window", "return out", id="what is returned"),
    ],
)
def test_a_wrong_part_is_told_with_the_right_one(
    identity: str, changes: list[tuple[str, str]], written: str, right: str, task: Task
) -> None:
    found = part(read(task, *changes), identity)
    assert (found.written, found.right) == (written, right)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            "def pool(images, kernel_shape, stride, mode='max'):\n    return images\n", id="there are no loops"
        ),
        pytest.param(
            "def pool(images, kernel_shape):\n    for i in images:\n        pass\n", id="arguments are missing"
        ),
        pytest.param("def other():\n    return 3\n", id="the function is another one"),
    ],
)
def test_nothing_is_found_where(body: str, task: Task) -> None:
    assert readings(task, syntax(body)) == ()


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_with_any_part_replaced_a_text_is_still_a_program(path, task: Task) -> None:
    data = path.read_bytes()
    for reading in readings(task, syntax(data.decode())):
        every = range(len(reading.parts))
        for chosen in chain([every], ([one] for one in every)):
            ast.parse(variant(data, reading, [*chosen], ""))
