import os
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

from checks.exercises import exercise_of
from checks.exercises.convolution import oracle
from checks.model import Answer, Array, Case
from checks.model.assignment import Assignment, Policy
from grader.judging import kept
from grader.judging.answers import KnownAnswers, ModelAnswers
from grader.sandbox.client import Sandbox
from tests.checks.exercises.modelled.programs import X, body, written
from tests.checks.runs import asked_of
from tests.conftest import ROOT
from tests.tasks import named, of


@pytest.fixture
def some(assignment: Assignment, digits: Array) -> tuple[Case, ...]:
    return asked_of(of(assignment, "same"), assignment.cases, digits[:20])[:12]


def same(found, made) -> bool:
    return found.keys() == made.keys() and all(
        len(found[key]) == len(made[key])
        and all(
            a.convention == b.convention
            and a.array.dtype == b.array.dtype
            and np.array_equal(a.array, b.array)
            and (a.scale, a.terms) == (b.scale, b.terms)
            for a, b in zip(found[key], made[key], strict=True)
        )
        for key in made
    )


@pytest.fixture
def made(some, assignment: Assignment):
    return {case.id: oracle.expected(of(assignment, "same"), assignment.policy, case) for case in some}


def answers(some, assignment: Assignment, folder: Path, policy: Policy | None = None):
    asking = msgspec.structs.replace(assignment, policy=policy or assignment.policy)
    known = KnownAnswers(of(assignment, "same"), asking, some, folder)
    return {case.id: known(case) for case in some}


def test_what_is_kept_is_what_was_worked_out(some, made, assignment, tmp_path, monkeypatch) -> None:
    assert same(answers(some, assignment, tmp_path), made)
    monkeypatch.setattr(KnownAnswers, "_work_out", None)
    assert same(answers(some, assignment, tmp_path), made)


@pytest.mark.parametrize("name", ["kernel_up_ceil", "tensorflow_up", "half_up"])
def test_what_is_held_to_a_convention_follows_it_alone_whatever_others_say_the_same(
    name: str, whole: Assignment, digits: Array, tmp_path: Path
) -> None:
    task = named(whole, "convolve_grayscale")
    cases = tuple(case for case in asked_of(task, whole.cases, digits[:20]) if case.family == "same_padding")
    known = KnownAnswers(task, whole, cases, tmp_path)
    held = known.kept_to(name)
    for case in cases:
        (answer,) = held(case)
        (same,) = (every for every in known(case) if name in every.convention)
        assert answer.convention == (name,)
        assert len(same.convention) > 1
        assert np.array_equal(answer.array, same.array)
        assert oracle.zeros(task, case, whole.policy, answer) == oracle.zeros(task, case, whole.policy, same)


@pytest.mark.parametrize("nested", [False, True], ids=["in a tuple", "in a tuple in a tuple"])
def test_an_entry_depends_on_every_value_of_an_array_in_a_tuple(nested: bool, some, made, tmp_path) -> None:
    """Of a large one Python writes only the ends."""
    case, entries = some[0], []
    for value in (0.0, 1.0):
        array = np.zeros(5000)
        array[2500] = value
        given = ((array,),) if nested else (array,)
        cases = (msgspec.structs.replace(case, arguments={"x": given}),)
        kept.kept(b"model", cases, tmp_path, lambda: {case.id: made[case.id]})
        entries.append(len(list(tmp_path.glob("expected-*"))))
    assert entries == [1, 2]


def test_all_that_an_answer_says_is_kept(some, tmp_path: Path) -> None:
    case = some[0]
    part = Answer((), np.array([2]), 0.0, nan=True)
    types = ("a list", "an array of numbers with a point (float)", "an array of whole numbers (int)")
    known = Answer(("x",), np.ones(3), 2.0, 3, "tuple", (part,), nan=True, types=types, off=0.5, any_order=True)
    kept.kept(b"model", (case,), tmp_path, lambda: {case.id: (known,)})
    ((found,),) = kept.kept(b"model", (case,), tmp_path, dict).values()
    for one, other in zip(found.parts, known.parts, strict=True):
        assert np.array_equal(one.array, other.array)
        said, wanted = (
            {name: value for name, value in msgspec.structs.asdict(each).items() if name not in ("array", "rest")}
            for each in (one, other)
        )
        assert said == wanted


def test_what_a_task_asks_of_results_has_entries_of_its_own(tmp_path: Path, box: Sandbox) -> None:
    """The same answer says other things where types, another order or another tolerance are asked for."""
    for number, key in enumerate(("", "types = true\n", 'order = "any"\n', "tolerance = 0.01\n"), start=1):
        assignment = written(tmp_path, key + X, body("x", "return x"))
        (task,) = assignment.tasks
        cases = exercise_of(task).proof.cases(task, assignment.cases)[:3]
        answers = ModelAnswers(task, assignment, assignment.limits).kept(cases, tmp_path / "kept", box)
        (answer,) = answers(cases[0])
        assert (bool(answer.types), answer.any_order, answer.off is not None) == (number == 2, number == 3, number == 4)
        assert len(list((tmp_path / "kept").glob("expected-*"))) == number


def test_an_extreme_call_without_an_answer_is_kept_as_one(some, made, tmp_path) -> None:
    first, *others = some
    cases = (msgspec.structs.replace(first, extreme=True), *others)
    answered = {case.id: made[case.id] for case in others}
    assert same(kept.kept(b"model", cases, tmp_path, lambda: answered), answered)
    assert same(kept.kept(b"model", cases, tmp_path, dict), answered)


def test_scipy_is_not_imported_when_the_answers_are_kept(tmp_path: Path) -> None:
    script = """
import sys
from grader.cli import run
assert run(["grade", "reference", "--quiet"]) == 0
print(sorted(name for name in sys.modules if name.startswith("scipy")))
"""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    seen = [
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        ).stdout.splitlines()[-1]
        for _ in range(2)
    ]
    assert "'scipy.signal'" in seen[0]
    assert seen[1] == "[]"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :],
        lambda data: b"not an archive at all",
        lambda data: b"ANSWERS0" + data[8:],
        lambda data: data[:12] + bytes([data[12] ^ 1]) + data[13:],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    ],
    ids=[
        "emptied",
        "cut in half",
        "cut by a byte",
        "one bit changed",
        "something else",
        "another format",
        "another length of what is said",
        "the last value changed",
    ],
)
def test_a_damaged_entry_is_made_again(damage, some, made, assignment, tmp_path) -> None:
    answers(some, assignment, tmp_path)
    (entry,) = tmp_path.glob("expected-*")
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert same(answers(some, assignment, tmp_path), made)
    assert entry.read_bytes() == whole


def test_another_convention_and_other_cases_have_entries_of_their_own(some, assignment, tmp_path) -> None:
    answers(some, assignment, tmp_path)
    answers(some[1:], assignment, tmp_path)
    answers(some, assignment, tmp_path, Policy({}, (), conventions=("before",)))
    answers(some, assignment, tmp_path, Policy({}, (), tolerance=0.01))
    assert len(list(tmp_path.glob("expected-*"))) == 4


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(some, made, assignment, tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert same(answers(some, assignment, tmp_path / "file" / "cache"), made)


def test_old_entries_are_forgotten(some, assignment, tmp_path) -> None:
    for number in range(kept.KEPT_ENTRIES + 5):
        (tmp_path / f"expected-{number}").write_bytes(b"")
        os.utime(tmp_path / f"expected-{number}", (number, number))
    answers(some, assignment, tmp_path)
    assert len(list(tmp_path.glob("expected-*"))) == kept.KEPT_ENTRIES
    assert not (tmp_path / "expected-0").exists()


def test_entries_are_forgotten_that_are_too_large_together(some, assignment, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(kept, "KEPT_BYTES", 1000)
    for number in range(5):
        (tmp_path / f"expected-{number}").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"expected-{number}", (number, number))
    answers(some, assignment, tmp_path)  # which is larger by itself, and the newest
    (left,) = tmp_path.glob("expected-*")
    assert left.stat().st_size > kept.KEPT_BYTES
