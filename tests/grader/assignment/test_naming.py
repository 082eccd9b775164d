"""Which tasks count, and what is said of names that no task has."""

from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import AssignmentError, load
from grader.assignment.naming import UnknownTaskError, naming
from tests.assignments import folder_with_optional


def ids(tasks) -> str:
    return "".join(task.id for task in tasks)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load(folder_with_optional(tmp_path_factory.mktemp("optional")), CHECK_IDS)


NAMED = {
    "none": ((), "01", "23"),
    "an optional one": (("3",), "3", ""),
    "one that counts anyway": (("1",), "1", ""),
    "both kinds, in any order and twice": (("3", "0", "3"), "03", ""),
    "all": (("all",), "0123", ""),
    "all, and one more": (("0", "all"), "0123", ""),
    "all that count anyway": (("0", "1"), "01", ""),
}


@pytest.mark.parametrize(("words", "counting", "beside"), NAMED.values(), ids=NAMED)
def test_what_is_named_counts_and_nothing_else_is_judged(words, counting, beside, rules: Assignment) -> None:
    chosen = naming(rules, words)
    assert (ids(chosen.counting), ids(chosen.beside)) == (counting, beside)
    assert [chosen.counts(task) for task in chosen.tasks] == [task.id in counting for task in rules.tasks]


@pytest.mark.parametrize("words", [(), ("all",), ("0", "1", "2")], ids=["none", "all", "each"])
def test_where_nothing_is_optional_naming_all_is_naming_none(words, assignment: Assignment) -> None:
    assert naming(assignment, words) == assignment


def test_a_name_of_no_task_is_refused(rules: Assignment) -> None:
    with pytest.raises(UnknownTaskError, match="^there is no task `4`; the tasks are 0, 1, 2, 3, or all$"):
        naming(rules, ("0", "4"))


def test_an_assignment_in_which_nothing_counts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="tasks: expected at least one task that counts, every one is optional"):
        load(folder_with_optional(tmp_path, optional=range(4)), CHECK_IDS)
