"""Results that are sets of rows, through the sandbox: any order is right, other rows are not."""

import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.model import TaskGrade
from grader.sandbox.levels import LEVELS
from tests.checks.exercises.modelled.programs import HEAD, MATRIX, X, body, judged
from tests.forks import Forks
from tests.grading import by_status, warm

ANY = 'order = "any"\n'
COUNTS = '[tasks.arguments]\nx = { array = "n", dtype = "int64", least = 0, most = 2 }\n'
TURNS = "turns = []\n\n\n"  # what a function remembers, so that each call has another order
ASKED = {
    "rows of a table": (
        MATRIX,
        body("x", "return np.unique(x, axis=0)"),
        (
            body("x", "return np.unique(x, axis=0)[::-1]"),
            body("x", "seen = np.unique(x, axis=0)", "return seen[np.argsort(seen[:, -1])]"),
        ),
        (
            body("x", "return np.sort(np.unique(x, axis=0), axis=1)[:, ::-1]"),
            body(
                "x",
                "seen = np.unique(x, axis=0)",
                "return np.column_stack([np.roll(c, n) for n, c in enumerate(seen.T)])",
            ),
            body("x", "return x"),
        ),
    ),
    "numbers": (
        X,
        body("x", "return np.sqrt(np.abs(x))"),
        (
            body("x", "return np.sort(np.abs(x) ** 0.5)"),
            body("x", "return np.sqrt(np.abs(x))[::-1].astype(np.float32)"),
        ),
        (body("x", "return np.sort(np.abs(x))"), body("x", "return np.full(x.shape, np.sqrt(np.abs(x)).max())")),
    ),
    "values with their counts": (
        COUNTS,
        body("x", "return np.unique(x, return_counts=True)"),
        (
            body("x", "values, counts = np.unique(x, return_counts=True)", "return values[::-1], counts[::-1]"),
            body("x", "values, counts = np.unique(x, return_counts=True)", "return [values[::-1], counts[::-1]]"),
        ),
        (
            body("x", "values, counts = np.unique(x, return_counts=True)", "return values[::-1], counts"),
            body("x", "values, counts = np.unique(x, return_counts=True)", "return values, np.sort(counts)"),
        ),
    ),
    "a number": (X, body("x", "return x.sum()"), (), (body("x", "return x.sum() + 1"),)),
    "an order of its own in each call": (
        X,
        TURNS + body("x", "turns.append(0)", "return np.roll(x, len(turns))"),
        (TURNS + body("x", "turns.append(0)", "return np.roll(x, -len(turns))"), body("x", "return x.copy()")),
        (TURNS + body("x", "turns.append(0)", "return x + len(turns)"),),
    ),
}


@pytest.fixture(scope="module")
def python() -> Iterator[Forks]:
    """Runs a snippet as a student would."""
    with Forks("numpy") as made:
        yield made


@functools.cache
def graded(name: str, keys: str = ANY) -> dict[str, TaskGrade]:
    arguments, model, right, wrong = ASKED[name]
    programs = {f"right {n}": text for n, text in enumerate((model, *right))}
    programs |= {f"wrong {n}": text for n, text in enumerate(wrong)}
    with tempfile.TemporaryDirectory() as folder:
        return judged(Path(folder), keys + arguments, model, programs, warm(tuple(LEVELS)))


@pytest.mark.parametrize("name", ASKED)
def test_rows_may_come_in_any_order_and_other_rows_may_not(name: str) -> None:
    found = graded(name)
    failed = {each: by_status(task, "failed") for each, task in found.items()}
    assert {each: checks for each, checks in failed.items() if each.startswith("right") and checks} == {}
    assert [each for each, checks in failed.items() if each.startswith("wrong") and "proof" not in checks] == []


@pytest.mark.parametrize("name", ["rows of a table", "values with their counts"])
def test_where_nothing_is_said_of_the_order_it_is_the_given_one(name: str) -> None:
    found = graded(name, "")
    assert by_status(found["right 0"], "failed") == []
    assert {"proof", "values"} <= {*by_status(found["right 1"], "failed")}


@pytest.mark.parametrize("name", ["rows of a table", "numbers", "values with their counts"])
def test_what_is_shown_stands_beside_the_nearest_and_the_program_says_the_same(
    name: str, python: Forks, tmp_path: Path
) -> None:
    _, model, right, wrong = ASKED[name]
    found = graded(name)
    for number, task in ((n, found[f"wrong {n}"]) for n in range(len(wrong))):
        said = {check.id: check.findings[0] for check in task.checks if check.status == "failed"}
        snippet = said["proof"].evidence.snippet
        texts = {wrong[number]: 1, **dict.fromkeys((model, *right), 0)}
        for place, (text, code) in enumerate(texts.items()):
            folder = tmp_path / f"{number} {place}"  # of its own: what another one was compiled to may seem new enough
            folder.mkdir()
            (folder / "one.py").write_text(HEAD + text)
            ended = python.run(snippet, folder)
            assert ended.code == code, (text, snippet, ended.stderr)
        if " instead of " in said["proof"].message and "shape" not in said["proof"].message:
            assert said["proof"].hint.startswith("Rows may come in any order: ")
            panels = {panel.of: panel for panel in said["proof"].evidence.panels}
            marked = {place for mark in panels["returned"].marks for place in mark.places if mark.role == "wrong"}
            assert marked
