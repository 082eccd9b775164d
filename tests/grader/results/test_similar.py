from pathlib import Path

import msgspec
import pytest

from checks.language.structure import NONE_GIVEN, HandedOut
from checks.model import Status
from checks.model.assignment import Assignment
from grader.batch.journal import Record
from grader.cli import run
from grader.results.files import ResultsError
from grader.results.similar import Finder, Group, Similar, Written, given_by, write
from tests.grader.results.gradebooks.test_grades import table
from tests.grader.results.records import record

PROGRAM = b"def f(images):\n    out = images + 1\n    return out\n"
RENAMED = b'"""Mine."""\ndef f(pics):\n    result = pics + 1  # one more\n    return result\n'
OTHER = b"def f(images):\n    out = images + 2\n    return out\n"
LONGER = b"def f(images):\n    out = images + 1\n    out = out\n    out = out\n    return out\n"


def groups(
    *records: Record, given: HandedOut = NONE_GIVEN, finder: Finder | None = None
) -> list[tuple[str, int, list[str], bool]]:
    similar = finder or Similar(given)
    for each in records:
        similar.add(each)
    found = similar.groups()
    return [(each.task, each.statements, [name for name, _ in each.students], each.same) for each in found]


def test_renamed_programs_are_a_group_and_others_are_not(assignment: Assignment) -> None:
    records = [
        record(assignment, name, files={"0": data})
        for name, data in (("ada", PROGRAM), ("bob", RENAMED), ("carl", OTHER), ("dora", PROGRAM))
    ]
    assert groups(*records) == [("0", 3, ["ada", "bob", "dora"], False)]


def test_the_same_file_is_said_to_be_it(assignment: Assignment) -> None:
    records = [record(assignment, name, files={"0": PROGRAM}) for name in ("ada", "bob")]
    assert groups(*records) == [("0", 3, ["ada", "bob"], True)]


def test_files_for_different_tasks_are_no_group(assignment: Assignment) -> None:
    assert (
        groups(record(assignment, "ada", files={"0": PROGRAM}), record(assignment, "bob", files={"1": PROGRAM})) == []
    )


def test_the_longest_come_first(assignment: Assignment) -> None:
    records = [record(assignment, name, files={"0": PROGRAM, "2": LONGER}) for name in ("ada", "bob")]
    assert [(task, statements) for task, statements, _, _ in groups(*records)] == [("2", 5), ("0", 3)]


@pytest.mark.parametrize(
    "data", [b"print(1)\n", b"", b"def f(:\n", b"\xff\xfe", b"x = " + b"(" * 5000, b"-" * 100_000 + b"1"], ids=range(6)
)
def test_what_says_nothing_or_cannot_be_read_is_left_out(data: bytes, assignment: Assignment) -> None:
    assert groups(*(record(assignment, name, files={"0": data}) for name in ("ada", "bob"))) == []


def test_a_file_that_the_static_checks_could_not_parse_is_not_parsed(assignment: Assignment) -> None:
    def unread(name: str) -> Record:
        good = record(assignment, name, files={"0": PROGRAM})
        tasks = tuple(
            msgspec.structs.replace(task, checks=(msgspec.structs.replace(task.checks[0], status=Status.FAILED),))
            for task in good.grade.tasks
        )
        return msgspec.structs.replace(good, grade=msgspec.structs.replace(good.grade, tasks=tasks))

    assert groups(unread("ada"), unread("bob")) == []


def test_the_table_has_a_row_for_each_student(tmp_path: Path) -> None:
    found = [Group("0", 9, (("ada", "aa"), ("=bob", "bb"))), Group("2", 4, (("ada", "cc"), ("carl", "cc")))]
    write(tmp_path / "similar.csv", found)
    assert [tuple(row.values()) for row in table(tmp_path / "similar.csv")] == [
        ("1", "0", "9", "ada", "aa"),
        ("1", "0", "9", "'=bob", "bb"),
        ("2", "2", "4", "ada", "cc"),
        ("2", "2", "4", "carl", "cc"),
    ]


STARTER = b'''"""Do it."""
import numpy as np


def window(array, size):
    """All windows of an array."""
    rows = array.shape[0] - size + 1
    return np.lib.stride_tricks.sliding_window_view(array, size)[:rows]


def f(images):
    """Add one."""
    m = images.shape[0]
    pass
'''
ONE = STARTER.replace(b"    pass\n", b"    out = images + m\n    return out\n")
RENAMED_ONE = ONE.replace(b"out", b"result").replace(b"m = ", b"n = ").replace(b"+ m", b"+ n")
ANOTHER = STARTER.replace(b"    pass\n", b"    out = images * 2\n    out = out + m\n    return out\n")


@pytest.fixture
def given(tmp_path: Path) -> HandedOut:
    (tmp_path / "handed out" / "task 0").mkdir(parents=True)
    (tmp_path / "handed out" / "task 0" / "0-f.py").write_bytes(STARTER)
    found, unread = given_by([tmp_path / "handed out"])
    assert unread == ()
    return found


def test_what_was_handed_out_does_not_count(given: HandedOut, assignment: Assignment) -> None:
    handed_in = {"ada": ONE, "bob": RENAMED_ONE, "carl": ANOTHER, "dora": STARTER, "eve": STARTER}
    records = [record(assignment, name, files={"0": data}) for name, data in handed_in.items()]
    assert groups(*records) == [("0", 8, ["ada", "bob"], False), ("0", 7, ["dora", "eve"], True)]
    assert groups(*records, given=given) == [("0", 2, ["ada", "bob"], False)]


def test_who_threw_it_away_is_the_same_as_who_kept_it(given: HandedOut, assignment: Assignment) -> None:
    without = b"def f(images):\n    n = images.shape[0]\n    out = images + n\n    return out\n"
    records = [record(assignment, name, files={"0": data}) for name, data in (("ada", ONE), ("bob", without))]
    assert groups(*records) == []
    assert groups(*records, given=given) == [("0", 2, ["ada", "bob"], False)]


@pytest.mark.parametrize(
    "data",
    [STARTER, STARTER.replace(b"rows", b"steps"), STARTER.split(b"def f")[0], STARTER.replace(b"Do it", b"Mine")],
    ids=["as it was", "renamed", "a part of it", "with another docstring"],
)
def test_nobody_is_similar_who_only_has_it(data: bytes, given: HandedOut, assignment: Assignment) -> None:
    assert groups(*(record(assignment, name, files={"0": data}) for name in ("ada", "bob")), given=given) == []


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "0.py").write_text("def f(x):\n    # your code\n")
    (tmp_path / "1.py").write_bytes(STARTER)
    found, unread = given_by([tmp_path])
    assert unread == (tmp_path / "0.py",)
    assert found.functions == {"window", "f"}


def test_a_folder_without_a_program_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="has no Python file: name the folder that was handed out"):
        given_by([tmp_path])


def test_ignore_is_for_similar(tmp_path: Path, capsys) -> None:
    assert run(["batch", str(tmp_path), "--out", str(tmp_path / "out"), "--ignore", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "grader: --ignore is for --similar: give both\n"


def test_a_batch_leaves_out_what_was_handed_out(tmp_path: Path, capsys, need) -> None:
    need("landlock")
    name = "0-convolve_grayscale_valid.py"
    for folder in ("class/ada", "class/ben", "starter"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / name).write_bytes(STARTER)
    (tmp_path / "starter" / "half.py").write_text("def f(x):\n")
    command = ["batch", str(tmp_path / "class"), "--out", str(tmp_path / "out"), "--quiet", "--similar"]
    assert run([*command, "--ignore", str(tmp_path / "starter")]) == 0
    told = capsys.readouterr()
    assert told.err == f"grader: {tmp_path}/starter/half.py cannot be read as Python: it is not ignored\n"
    assert not (tmp_path / "out" / "similar.csv").exists()
    assert run(command) == 0
    assert (tmp_path / "out" / "similar.csv").exists()


def test_groups_are_found_again_as_they_were_written(given: HandedOut, tmp_path: Path, assignment: Assignment) -> None:
    """Whatever was left out when they were found; here under pseudonyms."""
    handed_in = {"ada": ONE, "bob": RENAMED_ONE, "carl": ANOTHER, "dora": STARTER, "eve": STARTER}
    records = [record(assignment, name, files={"0": data}) for name, data in handed_in.items()]
    similar = Similar(given)
    for each in records:
        similar.add(each)
    write(tmp_path / "similar.csv", similar.groups())
    pseudonyms = [record(assignment, f"anon-{name}", files={"0": data}) for name, data in handed_in.items()]
    again = groups(*pseudonyms, finder=Written(tmp_path / "similar.csv"))
    assert again == [("0", 2, ["anon-ada", "anon-bob"], False)]


@pytest.mark.parametrize("text", ["as it was", "group,task\n1,0\n", "group,task,statements,sha256\none,0,9,a\n"])
def test_a_table_that_is_not_ours_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "similar.csv").write_text(text + "\n1;2;3\n")
    with pytest.raises(ResultsError, match="it is not as it was written: remove it"):
        Written(tmp_path / "similar.csv")
