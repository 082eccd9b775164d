"""Another choice of the tasks that count: what is judged anew, and what is remembered."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import msgspec
import pytest

from checks.model import Finding, Grade, Verdict
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.assignment.naming import naming
from grader.batch.choice import Choice, told
from grader.batch.journal import Journal, Record
from grader.batch.model_time import measured
from grader.batch.pool import Pool
from grader.batch.progress import Tally
from grader.batch.run import Batch
from grader.folders import cache_folder
from grader.intake import taking
from grader.judging.items import Judgement, WorkItem
from grader.sandbox.levels import LEVELS
from tests.assignments import SOLUTIONS, folder_with_optional, hand_in
from tests.grader.intake.taking import scan
from tests.grader.results.records import record

FILES = tuple(SOLUTIONS)


class Counting:
    """A real pool that notes the tasks whose files it is to run."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self.slots, self.isolation = pool, pool.slots, pool.isolation
        self.tasks: list[str] = []

    def submit(self, item: WorkItem) -> Future[Judgement]:
        self.tasks += [item.task] if item.run and item.files.file else []
        return self._pool.submit(item)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    return load(folder_with_optional(tmp_path_factory.mktemp("rules")), CHECK_IDS)


@pytest.fixture(scope="module")
def pool(rules: Assignment) -> Iterator[Pool]:
    with Pool(rules, tuple(LEVELS), cache_folder(), 1) as made:
        yield made


def run(folder: Path, out: Path, rules: Assignment, pool: Pool) -> tuple[str, dict[str, Grade]]:
    """The tasks that were run, and what became of everybody."""
    engine = Counting(pool)
    with Journal(out) as journal:
        Batch(rules, engine, journal, Tally().count).run(
            scan(folder, rules), lambda entry: taking.read(entry, rules), threading.Event()
        )
        return "".join(sorted(engine.tasks)), {each.entry.student: each.grade for each in journal.records()}


def test_another_choice_runs_only_what_was_never_run(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    hand_in(tmp_path / "class" / "ada", SOLUTIONS)
    hand_in(tmp_path / "class" / "ben", {name: f"# ben\n{SOLUTIONS[name]}" for name in FILES[:2]})
    chosen = [naming(rules, words) for words in (("2",), (), ("all",), ("0", "3"), ())]
    ran = [run(tmp_path / "class", tmp_path / "out", each, pool) for each in chosen]
    assert [tasks for tasks, _ in ran] == ["2", "00113", "", "", ""]
    told = [
        [[task.task.id for task in tasks] for tasks in (each["ada"].tasks, each["ada"].optional)] for _, each in ran
    ]
    assert told == [[["2"], []], [["0", "1"], ["2", "3"]], [["0", "1", "2", "3"], []], [["0", "3"], []], told[1]]
    assert ran[1][1]["ben"].optional == ()
    assert ran[4][1]["ada"] == ran[1][1]["ada"]


@pytest.mark.parametrize(("words", "ran"), [((), "01"), (("3",), "3")], ids=["none", "one"])
def test_the_model_submission_is_measured_on_what_counts(
    words: tuple[str, ...], ran: str, tmp_path: Path, rules: Assignment, pool: Pool
) -> None:
    engine = Counting(pool)
    with Journal(tmp_path) as journal, measured(naming(rules, words), engine, journal):
        pass
    assert "".join(engine.tasks) == ran


def test_the_files_of_optional_tasks_come_back_from_the_journal(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    hand_in(tmp_path / "class" / "ada", SOLUTIONS)
    run(tmp_path / "class", tmp_path / "out", rules, pool)
    with Journal(tmp_path / "out") as journal:
        one = journal.record("ada")
    assert one is not None
    assert [task.source and task.source.data.decode() for task in one.grade.optional] == [
        SOLUTIONS[name] for name in FILES[2:]
    ]


@pytest.mark.parametrize("words", [(), ("3",), ("all",)], ids=["none", "one", "all"])
def test_the_choice_is_remembered(words: tuple[str, ...], tmp_path: Path, rules: Assignment) -> None:
    choice = Choice.of(naming(rules, words))
    with Journal(tmp_path) as journal:
        assert journal.choice() is None
        journal.choose(Choice.of(rules))
        journal.choose(choice)
    with Journal(tmp_path) as journal:
        assert journal.choice() == choice


def test_a_journal_of_before_has_no_choice_and_takes_one(tmp_path: Path, rules: Assignment) -> None:
    with Journal(tmp_path) as journal:
        journal._connection.execute("DROP TABLE choice")
    with Journal(tmp_path) as journal:
        assert journal.choice() is None
        journal.choose(Choice.of(rules))


SAID = {
    "the same": ((), (), ""),
    "all": (("all",), (), "counted now: tasks 0, 1, 2, 3; before: 0, 1 (optional: 2, 3); what was judged is kept"),
    "one": (("3",), ("all",), "counted now: task 3; before: 0, 1, 2, 3; what was judged is kept"),
    "those that count anyway": (
        ("0", "1"), (), "counted now: tasks 0, 1; before: 0, 1 (optional: 2, 3); what was judged is kept",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("now", "before", "said"), SAID.values(), ids=SAID)
def test_another_choice_is_told(now: tuple[str, ...], before: tuple[str, ...], said: str, rules: Assignment) -> None:
    assert told(*(Choice.of(naming(rules, words)) for words in (now, before))) == said


def failing(assignment: Assignment, *, optional: bool) -> Record:
    """A record in which the grader failed at the third task, which is optional or not."""
    broke = Finding(check="values", message="the check broke", verdict=Verdict.INTERNAL_ERROR)
    made = record(assignment, points=(10, 10, 0), findings=[broke], verdict=Verdict.INTERNAL_ERROR)
    if not optional:
        return made
    *tasks, last = made.grade.tasks
    return msgspec.structs.replace(
        made, grade=msgspec.structs.replace(made.grade, tasks=tuple(tasks), optional=(last,))
    )


@pytest.mark.parametrize("optional", [False, True], ids=["counting", "optional"])
def test_where_the_grader_fails_it_is_told_and_tried_again(
    optional: bool, tmp_path: Path, assignment: Assignment
) -> None:
    """The exit code is that of what counts."""
    made, tally = failing(assignment, optional=optional), Tally()
    tally.count(made)
    assert tally.internal == [("ada", "the check broke")]
    assert tally.failed is not optional
    with Journal(tmp_path) as journal:
        journal.put(made, {})
        assert not journal.holds("ada", made.content)
