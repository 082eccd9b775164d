from pathlib import Path

import msgspec
import pytest

from checks.assignment import Assignment
from checks.model import Status
from grader.results.similar import Group, Similar, write
from grader.store import Record
from tests.grader.results.gradebooks.test_grades import table
from tests.grader.results.records import record

PROGRAM = b"def f(images):\n    out = images + 1\n    return out\n"
RENAMED = b'"""Mine."""\ndef f(pics):\n    result = pics + 1  # one more\n    return result\n'
OTHER = b"def f(images):\n    out = images + 2\n    return out\n"
LONGER = b"def f(images):\n    out = images + 1\n    out = out\n    out = out\n    return out\n"


def groups(*records: Record) -> list[tuple[str, int, list[str], bool]]:
    similar = Similar()
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
