"""What the model submission needs, as it is measured by a real pool beside a class."""

from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import msgspec
import pytest

from checks.model import Ran
from checks.model.assignment import Assignment
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.batch.model_time import ModelTimes, measured
from grader.batch.pool import Pool
from grader.folders import cache_folder
from grader.judging.items import Judgement, WorkItem, broken
from grader.sandbox.levels import LEVELS
from tests.grader.results.records import record
from tests.grading import with_policy
from tests.tasks import of


class Counting:
    """A real pool that notes what it is asked."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self.slots, self.isolation = pool, pool.slots, pool.isolation
        self.items: list[WorkItem] = []

    def submit(self, item: WorkItem) -> Future[Judgement]:
        self.items.append(item)
        return self._pool.submit(item)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path) as opened:
        yield opened


def judged(rules: Assignment, isolation: str, **more: str) -> Record:
    """What was journalled beside it."""
    one = record(rules)
    return msgspec.structs.replace(one, grade=msgspec.structs.replace(one.grade, isolation=isolation), **more)


@pytest.fixture(scope="module")
def renamed(assignment: Assignment) -> Assignment:
    """The valid convolution's file and function are called something else, and its model solution's too."""
    valid = of(assignment, "valid")
    other = msgspec.structs.replace(valid, file="exercise.py", function="convolve")
    solution = assignment.files[valid.file].replace(valid.function.encode(), b"convolve")
    files = {**assignment.files, "exercise.py": solution}
    tasks = tuple(other if task is valid else task for task in assignment.tasks)
    return msgspec.structs.replace(assignment, tasks=tasks, files=files)


@pytest.fixture(scope="module")
def engine(renamed: Assignment) -> Iterator[Counting]:
    with Pool(renamed, tuple(LEVELS), cache_folder(), 1) as pool:
        yield Counting(pool)


def test_it_is_measured_once_for_every_task_and_kept_in_the_journal(
    renamed: Assignment, engine: Counting, journal: Journal
) -> None:
    for _ in range(2):
        with measured(renamed, engine, journal):
            pass
    ids = [task.id for task in renamed.tasks]
    assert [item.task for item in engine.items] == ids
    one = judged(renamed, engine.isolation)
    times = [ModelTimes(journal).seconds(one, task) for task in ids]
    assert all(0 < (seconds or 0) < 10 for seconds in times), times
    assert list(journal.records()) == []


def test_where_only_points_change_it_is_not_measured_again(
    renamed: Assignment, engine: Counting, journal: Journal
) -> None:
    with measured(renamed, engine, journal):
        pass
    engine.items.clear()
    dearer = with_policy(renamed, scoring={"points": {"values": 7.0}})
    with measured(dearer, engine, journal):
        pass
    assert engine.items == []
    before, after = (ModelTimes(journal).seconds(judged(each, engine.isolation), "0") for each in (renamed, dearer))
    assert before == after is not None


def test_without_a_model_solution_a_task_is_not_measured(
    assignment: Assignment, engine: Counting, journal: Journal
) -> None:
    engine.items.clear()
    with measured(msgspec.structs.replace(assignment, files={}), engine, journal):
        pass
    assert engine.items == []


@pytest.mark.parametrize(
    "other", [{"isolation": "limits"}, {"version": "another"}, {"assignment": "another"}], ids=lambda other: str(*other)
)
def test_what_was_judged_otherwise_is_not_compared(
    other: dict[str, str], assignment: Assignment, journal: Journal
) -> None:
    one = judged(assignment, "full")
    key = cache_keys.of_model_time(one.assignment, one.version, "full", "0")
    journal.keep({key: Ran({}, 2.0, right_shape=True, isolation="full")})
    assert ModelTimes(journal).seconds(one, "0") == 2
    assert ModelTimes(journal).seconds(one, "1") is None
    assert ModelTimes(journal).seconds(judged(assignment, **{"isolation": "full", **other}), "0") is None


def test_a_batch_that_breaks_off_waits_for_nothing(assignment: Assignment, journal: Journal) -> None:
    class Never:
        slots, isolation = 1, "full"

        def submit(self, item: WorkItem) -> Future[Judgement]:
            return Future()

    with pytest.raises(RuntimeError, match="broke off"), measured(assignment, Never(), journal):
        raise RuntimeError("broke off")


def test_a_failure_of_the_grader_measures_nothing(assignment: Assignment, journal: Journal) -> None:
    class Broken:
        slots, isolation = 1, "full"

        def submit(self, item: WorkItem) -> Future[Judgement]:
            done: Future[Judgement] = Future()
            done.set_result(broken(RuntimeError("no")))
            return done

    with measured(assignment, Broken(), journal):
        pass
    one = judged(assignment, "full")
    assert journal.ran(cache_keys.of_model_time(one.assignment, one.version, "full", "0")) is None  # it is tried again
