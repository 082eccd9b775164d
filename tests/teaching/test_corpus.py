"""The labelled programs are what they are said to be: the writings are right, and every mistake makes them wrong."""

import tomllib
from collections.abc import Iterator

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.teaching import corpus
from tests.teaching.answers import is_right
from tests.teaching.corpus import FOUND, MISTAKES, TASKS, Program
from tests.teaching.measure import OF_THE_TEXT

GRAYSCALE = ("0", "1", "2")


@pytest.fixture
def _poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was never written shows."""
    full = np.full
    monkeypatch.setattr(np, "empty", lambda shape, dtype=float, order="C", **_: full(shape, 7, dtype, order))


@pytest.mark.parametrize("task", TASKS)
def test_every_writing_is_right_in_both_orders_of_its_loops(task: str) -> None:
    for writing in corpus.writings(task).values():
        for order, text in corpus.orders(writing.text).items():
            assert is_right(text, task), (writing.name, order)


@pytest.mark.slow("many small programs are run")
@pytest.mark.usefixtures("_poisoned")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("task", TASKS)
def test_every_mistake_makes_every_writing_wrong(task: str) -> None:
    assert [program.called for program in every(task) if is_right(program.text, task)] == []


def every(task: str) -> Iterator[Program]:
    return corpus.programs([task], most=99)


@pytest.mark.parametrize("task", TASKS)
def test_every_mistake_is_there_in_two_writings(task: str) -> None:
    assert [name for name, wrong in corpus.together(task).items() if len(corpus.fits(task, wrong)) < 2] == []


@pytest.mark.parametrize("task", TASKS)
def test_no_two_programs_are_the_same(task: str) -> None:
    texts = [program.text for program in every(task)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("task", TASKS)
def test_every_edit_is_for_a_writing_that_is_there(task: str) -> None:
    for mistake in corpus.mistakes(task).values():
        assert mistake.edits.keys() <= corpus.writings(task).keys(), mistake.name


def test_every_program_found_is_of_a_mistake_that_is_labelled_and_is_there_in_both_orders() -> None:
    found = {(path.parent.name, path.stem) for path in FOUND.rglob("*.py")}
    made = [program for program in corpus.programs() if program.writing == FOUND.name]
    assert {(program.task, program.name) for program in made} == found
    assert len({program.order for program in made}) == 2


PARTS = {"zeros", "shape", "size", "loops", "window", "sum", "store", "return", "mode"}
WANTED = {
    *("padding_unused", "padded_result", "window_cut", "zeros_for_even_only", "half_padding", "colon_missing"),
    *("images_axis_missing", "batch_indexed", "images_changed", "formula_copied", "nothing_computed", "range_of_array"),
}
"""Causes that labels have a name for, whether or not a diagnosis has one yet."""


@pytest.mark.parametrize("task", TASKS)
def test_every_label_has_causes_that_can_be_told(task: str) -> None:
    files = (ROOT / "checks" / "exercises").glob("*/diagnosis/misconceptions.toml")
    names = {name for path in files for name in tomllib.loads(path.read_text(encoding="utf-8"))}
    known = names | WANTED | PARTS | {f"check:{check}" for check in (*OF_THE_TEXT, "misspelt")}
    known |= {f"{part} {axis}" for part in PARTS for axis in ("rows", "columns")}
    told = {each for mistake in corpus.mistakes(task).values() for each in mistake.tells | mistake.partly}
    assert told - known == set()
    assert not any(mistake.tells & mistake.partly for mistake in corpus.mistakes(task).values())


def test_there_are_as_many_mistakes_as_were_asked_for() -> None:
    early, late = ([corpus.together(task) for task in TASKS if (task in GRAYSCALE) is which] for which in (True, False))
    assert sum(map(len, early)) >= 120
    assert sum(len(wrong) > 1 for each in early for wrong in each.values()) >= 30
    assert sum(map(len, late)) >= 60


def test_every_file_of_mistakes_can_be_read_by_hand() -> None:
    """A line of one says one thing: nothing is nested deeper than a list of texts."""
    for path in MISTAKES.glob("*.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values():
            assert all(isinstance(text, str) for texts in table.values() for text in texts)
