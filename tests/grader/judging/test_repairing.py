"""Which parts are wrong is found by running: the fewest with which all is right, in both orders of the loops."""

import ast
import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from checks.exercises import exercise_of, readings_of
from checks.exercises.families import PROOF
from checks.exercises.repair.telling import told
from checks.model import Array, Finding, Grade, Job, Read, Source, Syntax, TaskFiles
from checks.model.assignment import Assignment, Task
from grader.folders import NOWHERE
from grader.judging import repairing, trips
from grader.judging.answers import KnownAnswers
from grader.judging.prepared import Prepared
from grader.judging.repairing import Repaired
from grader.judging.trials import MOST_VARIANTS, MOST_WHOLE, Trials
from grader.judging.trips import Outcomes
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from tests.checks.exercises.convolution.parts.written import (
    FLAT,
    OVER_THE_KERNEL,
    PADDING,
    RIGHT,
    SAME,
    VALID,
    columns_first,
)
from tests.grading import grade, warm, with_policy
from tests.tasks import FORMS, grade_of, of, only

Order = Callable[[str], str]
ORDERS = pytest.mark.parametrize("order", [str, columns_first], ids=["rows first", "columns first"])


@pytest.fixture
def box() -> Sandbox:
    return warm(tuple(LEVELS))


def task_of(assignment: Assignment, text: str) -> Task:
    return next(of(assignment, form) for form in FORMS if f"def {of(assignment, form).function}(" in text)


def repaired(text: str, assignment: Assignment, box: Sandbox) -> Repaired:
    prepared, outcomes, files = asked(text, assignment, box)
    read = Read({}, readings=readings_of(prepared.task, Syntax(files.file.name, text, ast.parse(text))))
    return repairing.repaired(prepared, outcomes, files, read, assignment.limits, box)


def asked(text: str, assignment: Assignment, box: Sandbox) -> tuple[Prepared, Outcomes, TaskFiles]:
    task = task_of(assignment, text)
    cases = exercise_of(task).proof.cases(task, assignment.cases)
    answers = KnownAnswers(task, assignment, cases, NOWHERE)
    prepared = Prepared(task, assignment, (Job(PROOF, cases, bounded=True),), answers)
    files = TaskFiles(Source(task.file, text.encode(), hashlib.sha256(text.encode()).hexdigest(), executable=True))
    return prepared, trips.run(prepared, files, assignment.limits, box), files


def wrong(text: str, assignment: Assignment, box: Sandbox) -> list[str]:
    """The ids of the parts that are told."""
    found = repaired(text, assignment, box)
    assert found.variants <= MOST_VARIANTS
    return [part.id for part in told(found.parts, "right")]


def changed(text: str, *edits: tuple[str, str]) -> str:
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_of_a_right_program_no_variant_is_run(text: str, assignment: Assignment, box: Sandbox) -> None:
    assert repaired(text, assignment, box) == Repaired((), 0)


SUM = ("(win * kernel).sum(axis=(1, 2))", "(win * kernel).sum()")
ONE_SHORT = ("kh // 2, kw // 2", "(kh - 1) // 2, (kw - 1) // 2")
COPIED = ("w - kw + 1", "h - kw + 1")
TRANSPOSED = ("out[:, r, c]", "out[:, c, r]")
SIDES = ("kh, kw = kernel.shape", "kw, kh = kernel.shape")
SHORT_WINDOW = ("c:c + kw", "c:c + kw - 1")
OF_THE_IMAGE = ("w - kw + 1))\n", "w))\n")
NO_PLUS_ONE = ("h - kh + 1", "h - kh")
VALID_SIZE = [
    ("(m, h, w)", "(m, h - kh + 1, w - kw + 1)"),
    ("range(h)", "range(h - kh + 1)"),
    ("range(w)", "range(w - kw + 1)"),
]
OTHER_SIDE = ("w + 2 * pw - kw + 1", "w + 2 * pw - kh + 1")
WRONG = {
    "no colon in the window": (VALID, [("c:c + kw", "c + kw")], ["window columns"]),
    "a sum over everything": (VALID, [SUM], ["sum"]),
    "the columns' count from the height": (VALID, [COPIED], ["size columns"]),
    "the result is written transposed": (VALID, [TRANSPOSED], ["store"]),
    "the kernel's sides are swapped": (VALID, [SIDES], ["shape"]),
    "a range of an array": (VALID, [("range(h - kh + 1)", "range(out[1])")], ["loops rows"]),
    "zeros that are never used": (SAME, [("framed[:, r", "images[:, r")], ["zeros"]),
    "zeros one short for even kernels": (SAME, [ONE_SHORT], ["zeros"]),
    "the size of a valid one": (SAME, VALID_SIZE, ["size"]),
    "one line for size and loop": (PADDING, [OTHER_SIDE], ["size columns"]),
    "over the kernel: one value left out": (OVER_THE_KERNEL, [("range(kw)", "range(kw - 1)")], ["loops columns"]),
    "over the kernel: transposed": (OVER_THE_KERNEL, [("kernel[a, b]", "kernel[b, a]")], ["sum"]),
    "two things: a sum and zeros": (SAME, [SUM, ONE_SHORT], ["zeros", "sum"]),
    "two things: a size and a store": (VALID, [NO_PLUS_ONE, TRANSPOSED], ["size rows", "store"]),
    "two things: sides and a sum": (VALID, [SIDES, SUM], ["shape", "sum"]),
    "three things: zeros, a window, a sum": (SAME, [ONE_SHORT, SHORT_WINDOW, SUM], ["zeros", "window columns", "sum"]),
    "three things: sides, size, store": (VALID, [SIDES, OF_THE_IMAGE, TRANSPOSED], ["shape", "size columns", "store"]),
}


@ORDERS
@pytest.mark.parametrize(("text", "edits", "ids"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_and_nothing_else(
    text: str, edits: list[tuple[str, str]], ids: list[str], order: Order, assignment: Assignment, box: Sandbox
) -> None:
    assert wrong(order(changed(text, *edits)), assignment, box) == ids


@pytest.mark.parametrize(
    ("before", "after", "ids"),
    [
        ("range(rows * cols)", "range(rows * cols - 1)", ["loops"]),
        ("divmod(n, cols)", "divmod(n, rows)", ["loops columns"]),
    ],
    ids=["the last place left out", "divided by the rows"],
)
def test_one_loop_over_all_places_has_parts(
    before: str, after: str, ids: list[str], assignment: Assignment, box: Sandbox
) -> None:
    assert wrong(changed(FLAT, (before, after)), assignment, box) == ids


def test_of_what_is_no_part_nothing_is_told(assignment: Assignment, box: Sandbox) -> None:
    found = repaired(changed(VALID, ("    return out", "    out *= 2\n    return out")), assignment, box)
    assert found.parts == ()
    assert found.variants <= MOST_VARIANTS


def test_variants_that_do_not_end_are_given_up(assignment: Assignment, box: Sandbox) -> None:
    text = changed(VALID, SUM, ("    return out", "    while kw > 1:\n        pass\n    return out"))
    soon = with_policy(assignment, limits={"cpu_seconds": 0.9, "cpu_factor": 1.0, "proof_cpu_seconds": 0.9})
    assert repaired(text, soon, box).parts == ()


def test_variants_are_run_on_many_calls_a_few_times_alone(assignment: Assignment, box: Sandbox) -> None:
    prepared, outcomes, files = asked(changed(VALID, SUM), assignment, box)
    trials = Trials(prepared, outcomes, files, assignment.limits, box)
    said = [trials.right_in(VALID.encode(), trials.handful) for _ in range(MOST_WHOLE + 1)]
    assert [all(each) for each in said] == [True] * MOST_WHOLE + [False]


def test_hidden_calls_have_no_part_in_it(assignment: Assignment, box: Sandbox) -> None:
    secret = with_policy(assignment, cases={"hidden": (PROOF,)})
    assert repaired(changed(VALID, SUM), secret, box) == Repaired((), 0)


# --- in a grade


def finding_of(whole: Grade) -> Finding:
    task = grade_of(whole, "valid")
    return next(finding for result in task.checks for finding in result.findings if finding.parts)


def graded(text: str, assignment: Assignment, digits: Array, tmp_path: Path, **policy: object) -> Grade:
    folder = tmp_path
    (folder / "0-convolve_grayscale_valid.py").write_text(f"#!/usr/bin/env python3\n{text}")
    rules = only(with_policy(assignment, policy=policy) if policy else assignment, "valid")
    return grade(folder, rules, digits)


TWO = changed(VALID, SIDES, SUM)


def test_a_report_tells_the_lines_what_is_written_and_what_is_right(
    assignment: Assignment, digits: Array, tmp_path: Path
) -> None:
    found = finding_of(graded(TWO, assignment, digits, tmp_path))
    assert [(part.id, part.line) for part in found.parts] == [("shape", 9), ("sum", 14)]
    assert found.line == 9
    assert found.reason.startswith("Two things are wrong")
    assert "Line 9: the sides of the kernel: `kw, kh = kernel.shape` should be `kh, kw = kernel.shape`." in found.hint


def test_by_the_policy_only_the_parts_are_told(assignment: Assignment, digits: Array, tmp_path: Path) -> None:
    found = finding_of(graded(TWO, assignment, digits, tmp_path, hints="part"))
    assert [part.right for part in found.parts] == ["", ""]
    assert "should be" not in found.hint


def test_what_a_part_shows_by_itself_is_its_name(assignment: Assignment, digits: Array, tmp_path: Path) -> None:
    found = finding_of(graded(changed(VALID, TRANSPOSED, SHORT_WINDOW), assignment, digits, tmp_path))
    assert found.misconception is not None
    assert found.misconception.id == "output_transposed"


def test_the_part_that_has_a_name_stands_first_with_its_line(
    assignment: Assignment, digits: Array, tmp_path: Path
) -> None:
    text = changed(VALID, TRANSPOSED, SHORT_WINDOW)
    found = finding_of(graded(text, assignment, digits, tmp_path))
    first, *others = found.parts
    assert (first.id, first.written) == ("store", TRANSPOSED[1])
    assert [part.line for part in others] == [first.line - 1]
    assert found.line == first.line


class Either:
    """Trials of a text that is right where one of each of three pairs of parts is replaced, and the last part."""

    left = 120

    def promising(self, texts: Sequence[bytes]) -> list[bool]:
        return [self.is_right(text) for text in texts]

    def is_right(self, text: bytes) -> bool:
        return all({*text} & {*pair} for pair in (b"\0\1", b"\2\3", b"\4\5", b"\6"))


def test_where_a_set_is_larger_than_those_that_are_tried_every_part_that_is_told_is_needed() -> None:
    either = Either()
    found = repairing._Search(7, lambda parts: bytes(sorted(parts)), either).found()
    assert len(found) == 4
    assert either.is_right(bytes(found))
    assert not any(either.is_right(bytes(found - {one})) for one in found)
