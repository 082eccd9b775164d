"""Answers that come as data are those of the tasks, or refused in one line, whatever is in the file."""

import io
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from checks.model import Answer, Case, Job
from checks.pipeline import CHECK_IDS
from grader.assignment import AssignmentError, load
from grader.assignment.data import arrays
from grader.assignment.npz import DataError
from grader.cli import run
from grader.judging.recorded import recorded_answers, recorded_jobs, written
from tests.grader.assignment.test_hostile import VALUES, instead, places

TOML = """name = "One"
answers = "answers.npz"
[[tasks]]
id = "0"
title = "One"
file = "one.py"
function = "f"
[tasks.arguments]
x = { array = "n" }
k = { integer = "k", default = 1 }
"""
FLOATS = np.array([1.5, np.nan, np.inf])
CASES = {
    "values": Case("large-0", "large", "a large one", {"x": FLOATS, "k": 2}, extreme=True),
    "proof": Case("proof-0", "proof", "small", {"x": np.array([[1, 2], [3, 4]], ">i2")}),
    "traced": Case("traced-0", "traced", "small", {"x": np.array([True]), "k": 1}, traced=True),
    "repeated": Case("repeated-0", "repeatable", "again", {"x": FLOATS, "k": 2}, fill=0xC5),
}
RIGHT = {
    "large-0": (Answer((), FLOATS, 3e-16, 3, nan=True),),
    "proof-0": (Answer((), np.array(2 + 1j), math.inf, form="number"),),
    "traced-0": (Answer((), np.zeros((0, 2)), 0.0, form="tuple", rest=(Answer((), np.array(3), 0.0),)),),
    "repeated-0": (Answer(("a", ""), FLOATS, 0.0),),
}


def content() -> bytes:
    return written({"0": [(Job(id, (case,), bounded=id == "proof"), RIGHT) for id, case in CASES.items()]}, {})


def folder_of(folder: Path, data: bytes) -> Path:
    (folder / "assignment.toml").write_text(TOML)
    (folder / "answers.npz").write_bytes(data)
    return folder


def changed(change: Callable[[Any], Any]) -> bytes:
    """The same file with another text in it."""
    with np.load(io.BytesIO(content())) as archive:
        raw, values = json.loads(archive["calls"].tobytes()), archive["values"]
    text = change(raw)
    encoded = text if isinstance(text, bytes) else json.dumps(text).encode()
    made = io.BytesIO()
    np.savez(made, calls=np.frombuffer(encoded, np.uint8), values=values)
    return made.getvalue()


def refused(folder: Path, data: bytes) -> str:
    with pytest.raises(AssignmentError) as caught:
        load(folder_of(folder, data), CHECK_IDS)
    message = str(caught.value)
    assert message.isprintable()
    return message.removeprefix(f"{folder / 'assignment.toml'}: ")


def alike(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype.newbyteorder("=") and one.shape == other.shape
        return same and one.tobytes() == other.astype(one.dtype).tobytes()
    return type(one) is type(other) and one == other


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    assignment = load(folder_of(tmp_path, content()), CHECK_IDS)
    (task,) = assignment.tasks
    jobs, answers = recorded_jobs(task, assignment, {}), recorded_answers(task, assignment)
    assert [(job.id, job.bounded) for job in jobs] == [(name, name == "proof") for name in CASES]
    for job in jobs:
        (case,), wanted = job.cases, CASES[job.id]
        for name in ("id", "family", "title", "fill", "traced", "extreme", "hidden"):
            assert getattr(case, name) == getattr(wanted, name)
        assert list(case.arguments) == list(wanted.arguments)
        assert all(alike(case.arguments[name], wanted.arguments[name]) for name in wanted.arguments)
        (answer,), (right,) = answers[case.id], RIGHT[case.id]
        for part, other in zip(answer.parts, right.parts, strict=True):
            assert alike(part.array, other.array)
            assert not part.array.flags.writeable
            for name in ("convention", "scale", "terms", "form", "nan"):
                assert getattr(part, name) == getattr(other, name)


def test_any_value_that_a_call_may_be_given_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "data.npz").write_bytes(b"")
    values = (None, True, 3, -2.5, float("inf"), "é\x1b", (1, ("a", 2.0)), 1 - 2j, -(2**63) + 1)
    for value in values:
        case = Case("own-0", "own", "", {"x": value})
        text = TOML.replace('k = { integer = "k", default = 1 }\n', "")
        right = {"own-0": (Answer((), np.array([1.0]), 0.0),)}
        folder_of(tmp_path, written({"0": [(Job("values", (case,)), right)]}, {}))
        (tmp_path / "assignment.toml").write_text(text)
        assignment = load(tmp_path, CHECK_IDS)
        ((found,),) = (job.cases for job in recorded_jobs(assignment.tasks[0], assignment, {}))
        assert alike(found.arguments["x"], value)


def test_data_of_the_assignment_are_named_and_not_written_down(tmp_path: Path) -> None:
    np.savez(tmp_path / "data.npz", x=np.arange(9.0))
    more = '[data.nine]\nfile = "data.npz"\nkey = "x"\n'
    folder_of(tmp_path, content())
    (tmp_path / "assignment.toml").write_text(TOML + more)
    data = arrays(load(tmp_path, CHECK_IDS))
    case = Case("own-0", "own", "", {"x": data["nine"]})
    made = written({"0": [(Job("values", (case,)), {"own-0": (Answer((), np.array(1), 0.0, form="number"),)})]}, data)
    (tmp_path / "answers.npz").write_bytes(made)
    assignment = load(tmp_path, CHECK_IDS)
    ((found,),) = (job.cases for job in recorded_jobs(assignment.tasks[0], assignment, data))
    assert found.arguments["x"] is data["nine"]
    assert np.arange(9.0).tobytes() not in np.load(io.BytesIO(made))["values"].tobytes()


def test_no_model_solution_is_read_beside_them(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def f(x, k=1):\n    return 7\n")
    assert list(load(folder_of(tmp_path, content()), CHECK_IDS).files) == ["answers.npz"]


def edit(**fields: Any) -> Callable[[Any], Any]:
    def change(raw: Any) -> Any:
        raw["0"]["values"][0].update(fields)
        return raw

    return change


BAD_TEXTS = [
    (lambda raw: b"{", "calls is no JSON text"),
    (lambda raw: b"\xff", "calls is no JSON text"),
    (lambda raw: b"[" * 100_000, "calls is no JSON text"),
    (lambda raw: [], "calls is not as it should be: Expected `object`, got `array`"),
    (lambda raw: {}, "holds no calls of task 0"),
    (lambda raw: {"0": {}}, "holds no calls of task 0"),
    (lambda raw: {**raw, "1": {}}, 'there is no task "1" that needs answers'),
    (lambda raw: {"0": {"more": raw["0"]["values"]}}, 'task 0 has a job "more"; the jobs are values, '),
    (lambda raw: {"0": {"values": raw["0"]["values"] * 2}}, "two calls of task 0 have the same id"),
    (edit(id="a\nb"), 'call "a\\nb" of task 0 has a text that is not one line of at most 200 characters: "a\\nb"'),
    (edit(family="proof"), 'call "large-0" of task 0 is of values, and of the family "proof"'),
    (edit(answers=[]), 'call "large-0" of task 0 has no answer'),
    (edit(fill=256), 'call "large-0" of task 0 fills memory with 256, which is no byte'),
    (edit(arguments={"k": 1}), 'call "large-0" of task 0 does not give the arguments x, k, in this order'),
    (edit(arguments={"x": 1, "y": 1}), 'call "large-0" of task 0 does not give the arguments x, k, in this order'),
    (edit(more=1), "calls is not as it should be: Object contains unknown field `more`"),
    (edit(arguments={"x": {"array": ["<f8", [3], 10**6]}}), "values ends before an array of calls does"),
    (edit(arguments={"x": {"array": ["<f8", [3], -8]}}), "values ends before an array of calls does"),
    (edit(arguments={"x": {"array": ["|O", [1], 0]}}), 'calls has an array that is none: "|O [1]"'),
    (edit(arguments={"x": {"array": ["<f8", [10**9, 0, 10**12], 0]}}), "calls has an array that is none: "),
    (edit(arguments={"x": {"array": ["|u1", [2**28 + 1], 0]}}), "values ends before an array of calls does"),
    (edit(arguments={"x": {"data": "passwd"}}), 'there is no data "passwd"'),
    (edit(arguments={"x": 2**63}), 'calls has a value that is none: "9223372036854775808"'),
    (edit(arguments={"x": "\ud800"}), "calls has a value that is none: "),
    (edit(arguments={"x": {"__reduce__": []}}), "calls has a value that is none: "),
    (edit(arguments={"x": {"fields": {}}}), "calls has a value that is none: "),
    (edit(arguments={"x": {"tuple": [{"fields": {}}]}}), "calls has a value that is none: "),
]


@pytest.mark.parametrize(
    ("change", "said"), BAD_TEXTS, ids=[f"{n} {said[:40]}" for n, (_, said) in enumerate(BAD_TEXTS)]
)
def test_another_text_is_refused(change: Callable[[Any], Any], said: str, tmp_path: Path) -> None:
    assert refused(tmp_path, changed(change)).startswith(f"answers: answers.npz: {said}")


def archive(**members: Any) -> bytes:
    made = io.BytesIO()
    np.savez(made, **members)
    return made.getvalue()


BYTES = np.zeros(4, np.uint8)
BAD_FILES = [
    (b"", "not an npz file"),
    (archive(values=BYTES), "holds no calls"),
    (archive(calls=BYTES), "holds no values"),
    (archive(calls=np.zeros(3), values=BYTES), "calls is not an array of bytes with one axis"),
    (archive(calls=BYTES, values=np.zeros((2, 2), np.uint8)), "values is not an array of bytes with one axis"),
    (archive(calls=np.array([None], object), values=BYTES), "damaged, or holds other things than plain arrays"),
    (archive(calls=np.zeros(2**25 + 1, np.uint8), values=BYTES), "calls has 33554433 bytes, more than the 33554432 "),
    (content()[:-200], "not an npz file"),
]


@pytest.mark.parametrize(("data", "said"), BAD_FILES, ids=[said[:30] for _, said in BAD_FILES])
def test_another_file_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    assert refused(tmp_path, data).startswith(f"answers: answers.npz: {said}")


def test_arrays_that_are_large_together_are_refused(tmp_path: Path) -> None:
    def change(raw: Any) -> Any:
        large = {"array": ["|u1", [2**27], 0]}
        return edit(arguments={"x": large}, answers=[large, large])(raw)

    made = io.BytesIO()
    with np.load(io.BytesIO(changed(change))) as small:
        np.savez_compressed(made, calls=small["calls"], values=np.zeros(2**27, np.uint8))
    assert refused(tmp_path, made.getvalue()).endswith("the arrays of a task have more than 256 MiB together")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "answers = '../answers.npz'",
            'answers: expected the name of an .npz file in the folder, got "../answers.npz"',
        ),
        ("answers = 'answers.txt'", 'answers: expected the name of an .npz file in the folder, got "answers.txt"'),
        ("answers = 3", "answers: expected a string, got an integer"),
    ],
)
def test_another_name_is_refused(key: str, said: str, tmp_path: Path) -> None:
    folder_of(tmp_path, content())
    (tmp_path / "assignment.toml").write_text(TOML.replace('answers = "answers.npz"', key))
    with pytest.raises(AssignmentError) as caught:
        load(tmp_path, CHECK_IDS)
    assert str(caught.value).endswith(f"assignment.toml: {said}")


def test_a_file_is_not_both_answers_and_data(tmp_path: Path) -> None:
    folder_of(tmp_path, content())
    (tmp_path / "assignment.toml").write_text(f'{TOML}[data.more]\nfile = "answers.npz"\nkey = "values"\n')
    with pytest.raises(AssignmentError, match=r'data.more.file: expected another file: "answers.npz" has the answers'):
        load(tmp_path, CHECK_IDS)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    folder_of(tmp_path, content())
    (tmp_path / "answers.npz").rename(tmp_path / "elsewhere")
    (tmp_path / "answers.npz").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AssignmentError, match=r"answers: answers.npz is a link; put the file itself there"):
        load(tmp_path, CHECK_IDS)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_anything_in_any_place_is_taken_or_refused_in_one_line(value: Any, tmp_path: Path) -> None:
    with np.load(io.BytesIO(content())) as whole:
        raw = json.loads(whole["calls"].tobytes())
    said = []
    for place in places(raw):
        try:
            assignment = load(folder_of(tmp_path, changed(lambda raw, at=place: instead(raw, at, value))), CHECK_IDS)
            recorded_jobs(assignment.tasks[0], assignment, {})
            recorded_answers(assignment.tasks[0], assignment)
        except (AssignmentError, DataError) as error:
            said.append(str(error))
    assert len(said) > 30
    assert all(text.isprintable() and len(text) < 1200 for text in said)


NO_ANSWERS = [
    {"fields": {}},
    {"array": ["|u1", [1], 0]},
    {"fields": {"convention": {"tuple": []}, "array": 3, "scale": 0.0}},
    {"fields": {"convention": {"tuple": []}, "array": {"array": ["|u1", [1], 0]}, "scale": -1.0}},
    {"fields": {"convention": {"tuple": []}, "array": {"array": ["|u1", [1], 0]}, "scale": math.nan}},
    {"fields": {"convention": {"tuple": []}, "array": {"array": ["|u1", [1], 0]}, "scale": 0.0, "form": "number"}},
]


@pytest.mark.parametrize("answer", NO_ANSWERS, ids=range(len(NO_ANSWERS)))
def test_an_answer_that_is_none_is_told_before_anybody_is_judged(answer: Any, tmp_path: Path, capsys) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "one.py").write_text("def f(x, k=1):\n    return x\n")
    folder_of(tmp_path, changed(edit(answers=[answer])))
    assert run(["grade", str(tmp_path / "work"), "--assignment", str(tmp_path)]) == 2
    assert capsys.readouterr().err == 'grader: answers.npz: the answer to call "large-0" is none\n'
