import ast
import hashlib

import pytest

from checks.model import Source, Syntax
from checks.model.assignment import Assignment
from grader.judging import parts_read
from tests.checks.exercises.convolution.parts.written import VALID
from tests.tasks import of


def count(assignment: Assignment, data: bytes) -> int:
    """How many ways there are to read a file."""
    task = of(assignment, "valid")
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    source = Source(task.file, data, hashlib.sha256(data).hexdigest(), executable=True)
    return len(parts_read.readings(source, task, Syntax(task.file, text, ast.parse(text))))


@pytest.mark.parametrize(
    "data",
    [VALID.encode(), b"\xef\xbb\xbf" + VALID.encode(), VALID.replace("\n", "\r\n").encode()],
    ids=["as it is", "a mark of UTF-8", "lines as on Windows"],
)
def test_a_solution_is_read_in_its_parts(data: bytes, assignment: Assignment) -> None:
    assert count(assignment, data) == 1


@pytest.mark.parametrize(
    "more",
    [b"x = 1\n" * parts_read.MOST_NODES, b"#" * parts_read.MOST_BYTES],
    ids=["in what it does", "in its text"],
)
def test_a_file_that_is_longer_than_any_solution_is_not(more: bytes, assignment: Assignment) -> None:
    assert count(assignment, VALID.encode() + more) == 0


def test_a_file_in_which_bytes_are_counted_otherwise_is_not(assignment: Assignment) -> None:
    task, text = of(assignment, "valid"), VALID.replace("Convolve", "Faltung f\u00fcr")
    data = text.encode("latin-1")
    source = Source(task.file, data, hashlib.sha256(data).hexdigest(), executable=True)
    assert parts_read.readings(source, task, Syntax(task.file, text, ast.parse(text))) == ()
