"""What is written is read as the same assignment, and every key that there is was thought about."""

import tomllib
from pathlib import Path

import msgspec
import pytest

import reference
from checks.model.assignment import Assignment, DataFile, Limits, Task
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.export.toml import KEYS, TASK_KEYS, toml
from tests.checks.exercises.modelled.course import COURSE
from tests.checks.exercises.modelled.programs import written

EVERY_WORD = """optional = true
loops = 0
required = ["values", "loads"]
points.values = 2.5
order = "any"
types = true
tolerance = 0.01
imports = { numpy = [], itertools = ["chain"] }
forbidden_calls = ["numpy.sum"]
where = ["n <= m + 2", "k < n"]
[tasks.axes]
m = { least = 0, most = 9 }
n = 4
[tasks.arguments]
x = { array = "n m", dtype = "uint8", least = 1, most = "k + 200" }
y = { array = "n", sorted = "strictly" }
k = { integer = "k", least = 1, most = "n" }
t = { tuple = [{ array = "n", dtype = "bool" }, { integer = "q" }, { either = ["u", { float = "z" }] }] }
h = { either = ["a \\"b\\" \\\\ \\u00e9\\t", true, 3, 2.5, { pair = "p q" }, { array = "m" }], default = true }
to = { pair = "r s", default = [1, 2], none = true }
by = { float = "by", least = -1.5, none = "default" }
[[tasks.calls]]
x = [[1, 2], [3, 4], [0, 1], [1, 1]]
y = { random = [4] }
k = 2
h = [0.5, -1e300]
t = [[true, false, true, true], 3, 2.5]
to = [3, 4]
by = 1
[[tasks.calls]]
family = "mine"
about = "what is mine"
title = "all \\"of\\" it"
x = [[], [], [], []]
y = [1, 2, 3, 4.5]
k = 1
t = [[true, true, false, true], 1, "u"]
"""
MODEL = "def f(x, y, k, t, h=True, to=(1, 2), by=None):\n    return x\n"


def again(assignment: Assignment, folder: Path) -> Assignment:
    """What is read of what is written, beside the files that lie there."""
    (folder / "assignment.toml").write_text(toml(assignment))
    return load(folder, CHECK_IDS)


def test_every_word_of_a_task(tmp_path: Path) -> None:
    whole = written(tmp_path, EVERY_WORD.replace("optional = true\n", ""), MODEL)
    assert again(whole, tmp_path) == whole


@pytest.mark.parametrize("name", COURSE)
def test_every_exercise_of_a_course(name: str, tmp_path: Path) -> None:
    whole = written(tmp_path, COURSE[name].task, COURSE[name].model)
    assert again(whole, tmp_path) == whole


def test_the_references_tasks_and_policy() -> None:
    whole = load(reference.FOLDER, CHECK_IDS)
    raw = tomllib.loads(toml(whole))
    assert [task["id"] for task in raw["tasks"]] == [task.id for task in whole.tasks]
    assert raw["tasks"][0]["fixed"] == {"padding": "valid"}
    assert raw["data"]["digits"]["full"]["remedy"] == "`make mnist` builds one"


@pytest.mark.parametrize("limits", [Limits(), Limits(cpu_seconds=7), Limits(cpu_seconds=120, memory_mb=6144)])
def test_limits_that_are_not_the_usual_ones(limits: Limits, tmp_path: Path) -> None:
    whole = written(tmp_path, COURSE["a median"].task, COURSE["a median"].model)
    whole = msgspec.structs.replace(whole, limits=limits, limits_full=limits)
    assert again(whole, tmp_path) == whole


def test_no_comment_of_the_file_is_in_it(tmp_path: Path) -> None:
    assert "#" not in toml(written(tmp_path, "# a secret\n" + COURSE["a median"].task, COURSE["a median"].model))


LEFT_OUT = {"late", "intake", "files", "named"}


@pytest.mark.parametrize(
    ("struct", "keys", "left_out"), [(Assignment, KEYS, LEFT_OUT), (Task, TASK_KEYS, {"misconceptions", "inputs"})]
)
def test_every_key_is_written_or_left_out_on_purpose(
    struct: type[msgspec.Struct], keys: tuple[str, ...], left_out: set[str]
) -> None:
    """A new one is put into KEYS, or into LEFT_OUT above where students must not see it."""
    assert sorted(field.name for field in msgspec.structs.fields(struct)) == sorted({*keys, *left_out})
    assert {field.name for field in msgspec.structs.fields(DataFile)} == {"file", "key", "divide", "sha256", "full"}
