"""Small programs with what is to be said of each, in both orders of their loops, through the real judge."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from checks.model import CheckResult, Finding, Severity
from checks.model.assignment import Assignment
from tests.conftest import ROOT
from tests.grading import graded

FOLDER = ROOT / "tests" / "programs" / "teaching"
MARK = "# the cause"


class Said(NamedTuple):
    """The id of the cause, "" where none explains all of it or a name is misspelt; words that have to be there."""

    cause: str
    words: str = ""


SAID = {
    "batch_lost_and_even_short": Said(
        "", "the zeros around the images and what is done with the window and the kernel"
    ),
    "dead_line_indexes_batch": Said("batch_indexed"),
    "h_for_w_in_columns": Said("height_width_swapped", "h stands for w"),
    "half_in_all": Said("half_padding"),
    "half_the_zeros": Said("half_padding"),
    "index_images": Said("images_axis_missing", "the sum goes over all images"),
    "no_colon": Said("colon_missing"),
    "no_zeros_for_odd": Said("zeros_for_even_only"),
    "padded_afterwards": Said("padded_result"),
    "range_of_array": Said("range_of_array"),
    "stub_zeros": Said("nothing_computed"),
    "typo_in_right": Said("", "did you mean `images`? There is no `image`"),
    "unpadded_columns_first": Said("padding_unused"),
    "valid_size_right_zeros": Said("output_size"),
    "window_cut_at_edges": Said("window_cut"),
    "written_transposed": Said("output_transposed"),
}
UNTRUE = ("even kernels", "divide with //", "taps", "is whole", "Sum over axis=(1, 2).")


def loops_exchanged(text: str) -> str:
    """The program with its two `for` lines in the other order."""
    lines = text.splitlines(keepends=True)
    outer, inner = (number for number, line in enumerate(lines) if line.lstrip().startswith("for "))
    first, second = lines[outer], lines[inner]
    indent, deeper = (line[: len(line) - len(line.lstrip())] for line in (first, second))
    lines[outer], lines[inner] = indent + second.lstrip(), deeper + first.lstrip()
    return "".join(lines)


def both_orders(path: Path) -> Iterator[str]:
    """The program as it stands, and with the other loop outside where it has loops."""
    text = path.read_text()
    yield text
    if "for " in text and path.parent.name != "dead_line_indexes_batch":  # whose line goes by the outer loop
        yield loops_exchanged(text)


PROGRAMS = [
    (path, text, order)
    for path in sorted(FOLDER.glob("*/*.py"))
    for text, order in zip(both_orders(path), ("as written", "the other loop outside"), strict=False)
]


@pytest.mark.parametrize(
    ("path", "text"),
    [pytest.param(path, text, id=f"{path.parent.name.replace('_', ' ')}, {order}") for path, text, order in PROGRAMS],
)
def test_the_first_thing_said_of_a_program_is_the_true_cause(
    path: Path, text: str, assignment: Assignment, tmp_path: Path
) -> None:
    said = SAID[path.parent.name]
    (tmp_path / path.name).write_text(text)
    (task,) = (task for task in graded(tmp_path, assignment).tasks if task.task.file == path.name)
    found = list(told(task.checks))
    assert not task.score.earned or said.cause != "nothing_computed"
    named = [finding for finding in found if finding.misconception is not None]
    assert [finding.misconception.id for finding in named if finding.misconception] == [said.cause] * bool(said.cause)
    words = " ".join(f"{each.message} {each.reason} {each.hint}" for each in (named or found))
    assert said.words in words
    assert not [each for each in UNTRUE if each in words and each not in said.words]
    if marked := [number for number, line in enumerate(text.splitlines(), 1) if line.endswith(MARK)]:
        assert {finding.line for finding in named or found[:1]} <= {*marked}


def told(checks: tuple[CheckResult, ...]) -> Iterator[Finding]:
    for result in checks:
        yield from (finding for finding in result.findings if finding.severity is Severity.ERROR)


def test_every_program_has_its_answer() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/*.py")} == SAID.keys()
