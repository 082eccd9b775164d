import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator
from concurrent.futures import Future
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from checks.model import Grade, Verdict
from checks.model.assignment import Assignment, Intake, Late
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.batch import cache_keys
from grader.batch.journal import Journal, Record
from grader.batch.pool import Pool
from grader.batch.progress import Tally
from grader.batch.run import Batch
from grader.final_score import Extension, InstructorWord
from grader.folders import cache_folder
from grader.intake import taking
from grader.intake.entries import Entry
from grader.judging.items import Judgement, WorkItem, broken
from grader.sandbox.levels import LEVELS
from tests.assignments import TEXT, folder_with, with_tasks
from tests.classes import DATE, commit
from tests.conftest import ROOT
from tests.grader.intake.taking import scan
from tests.grader.stepping import Stepping, events
from tests.grading import SUBMISSIONS, with_policy
from tests.numbered import FILE, RIGHT, brief, numbered
from tests.processes import gone, running, until
from tests.tasks import grade_of


@pytest.fixture(scope="module")
def brief_policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_with(tmp_path_factory.mktemp("policy"), brief(with_tasks([FILE], TEXT)))


@pytest.fixture(scope="module")
def rules(brief_policy: Path) -> Assignment:
    return assignments.load(brief_policy, CHECK_IDS)


class Counting:
    """A real pool that notes what it is asked."""

    def __init__(self, pool: Pool) -> None:
        self._pool, self.slots, self.isolation = pool, pool.slots, pool.isolation
        self.items: list[WorkItem] = []

    def submit(self, item: WorkItem) -> Future[Judgement]:
        self.items.append(item)
        return self._pool.submit(item)


@pytest.fixture(scope="module")
def pool(rules: Assignment) -> Iterator[Pool]:
    with Pool(rules, tuple(LEVELS), cache_folder(), 2) as made:
        yield made


class Ran(msgspec.Struct):
    items: list[WorkItem]
    tally: Tally
    records: dict[str, Record]


def run(folder: Path, out: Path, rules: Assignment, pool: Pool, *, read=None, stop=None, fresh=False, word=None) -> Ran:
    engine, tally = Counting(pool), Tally()
    with Journal(out, fresh=fresh) as journal:
        reading = read or (lambda entry: taking.read(entry, rules))
        entries = scan(folder, rules)
        Batch(rules, engine, journal, tally.count, word or (lambda student: InstructorWord())).run(
            entries, reading, stop or threading.Event()
        )
        return Ran(engine.items, tally, {record.entry.student: record for record in journal.records()})


def bare(grade: Grade) -> Grade:
    """Without what differs from run to run."""
    tasks = tuple(msgspec.structs.replace(task, cpu_seconds=None) for task in grade.tasks)
    return msgspec.structs.replace(grade, tasks=tasks)


def test_every_submission_is_graded_and_journalled(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    names = numbered(tmp_path / "class", range(5))
    ran = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert sorted(ran.records) == names
    assert {record.grade.passed for record in ran.records.values()} == {True}
    assert (ran.tally.graded, ran.tally.same, ran.tally.internal) == (5, 0, [])
    one = ran.records[names[0]]
    source = grade_of(one.grade, "valid").source
    assert source is not None
    assert one.sources == {FILE: source.sha256}
    assert one.grade.isolation == pool.isolation
    assert one.seconds > 0


def test_the_same_again_is_not_judged(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    numbered(tmp_path / "class", range(3))
    first = run(tmp_path / "class", tmp_path / "out", rules, pool)
    again = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert again.items == []
    assert (again.tally.graded, again.tally.same) == (0, 3)
    assert again.records == first.records


def test_after_one_resubmission_one_is_judged(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    names = numbered(tmp_path / "class", range(3))
    run(tmp_path / "class", tmp_path / "out", rules, pool)
    (tmp_path / "class" / names[1] / FILE).write_text("x = (")
    again = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert len(again.items) == 1
    assert [record.grade.passed for record in again.records.values()] == [True, False, True]


def test_the_commit_that_was_graded_is_journalled_once_it_is_there(
    tmp_path: Path, rules: Assignment, pool: Pool
) -> None:
    (name,) = numbered(tmp_path / "class", range(1))
    folder = tmp_path / "class" / name
    commit(folder)
    (folder / FILE).write_text(RIGHT + "\n# more\n")
    (before,) = run(tmp_path / "class", tmp_path / "out", rules, pool).records.values()
    hash_ = commit(folder)
    after = run(tmp_path / "class", tmp_path / "out", rules, pool)
    (record,) = after.records.values()
    assert (before.entry.commit, before.entry.submitted) == ("", None)
    assert (record.entry.commit, record.entry.submitted) == (hash_, datetime.fromisoformat(DATE))
    assert (after.tally.graded, after.items) == (1, [])


def test_identical_files_within_a_class_are_judged_once(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    for number in range(12):
        numbered(tmp_path / "class" / f"group{number}", range(number, number + 1))
        folder = tmp_path / "class" / f"group{number}" / f"student{number:03}"
        folder.rename(tmp_path / "class" / folder.name)
        folder.parent.rmdir()
        (tmp_path / "class" / folder.name / FILE).write_text(RIGHT)
    ran = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert len(ran.items) == 1
    grades = [msgspec.structs.replace(record.grade, submission="") for record in ran.records.values()]
    assert len(grades) == 12
    assert all(grade == grades[0] for grade in grades)


class Holding:
    """Answers at once, but for the first WorkItem, which is answered when `free` is called."""

    slots, isolation = 1, "landlock"

    def __init__(self) -> None:
        self.items: list[WorkItem] = []
        self._first: Future[Judgement] = Future()

    def submit(self, item: WorkItem) -> Future[Judgement]:
        self.items.append(item)
        future = self._first if len(self.items) == 1 else Future[Judgement]()
        if future is not self._first:
            future.set_result(broken(RuntimeError("not judged")))
        return future

    def free(self) -> None:
        self._first.set_result(broken(RuntimeError("not judged")))


def test_what_was_said_is_known_before_all_tasks_of_the_submission_are_judged(
    tmp_path: Path, assignment: Assignment
) -> None:
    for name in ("ada", "ben"):
        shutil.copytree(SUBMISSIONS / "correct_kernel_loops", tmp_path / "class" / name)
    engine = Holding()

    def entries() -> Iterator[Entry]:
        yield from scan(tmp_path / "class", assignment)
        engine.free()

    with Journal(tmp_path / "out") as journal:
        reading = lambda entry: taking.read(entry, assignment)  # noqa: E731
        Batch(assignment, engine, journal, lambda event: None).run(entries(), reading, threading.Event())
        assert len(journal) == 2
    assert [item.task for item in engine.items] == [task.id for task in assignment.tasks]


def test_another_version_of_the_grader_judges_anew(tmp_path: Path, rules: Assignment, pool: Pool, monkeypatch) -> None:
    numbered(tmp_path / "class", range(3))
    run(tmp_path / "class", tmp_path / "out", rules, pool)
    monkeypatch.setattr(cache_keys, "code_version", lambda: "another")
    again = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert [(item.run, item.read) for item in again.items] == [(True, None)] * 3
    assert again.tally.graded == 3


def test_other_points_are_added_up_anew_and_nothing_is_judged(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    numbered(tmp_path / "class", range(3))
    run(tmp_path / "class", tmp_path / "out", rules, pool)
    dearer = with_policy(rules, scoring={"points": {"values": 7.0}})
    again = run(tmp_path / "class", tmp_path / "out", dearer, pool)
    assert again.items == []
    assert {record.grade.score.possible for record in again.records.values()} == {7}


def test_a_fresh_batch_judges_all_anew(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    numbered(tmp_path / "class", range(2))
    run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert len(run(tmp_path / "class", tmp_path / "out", rules, pool, fresh=True).items) == 2


def test_one_that_cannot_be_read_stops_no_other_and_is_tried_again(
    tmp_path: Path, rules: Assignment, pool: Pool
) -> None:
    numbered(tmp_path / "class", range(3))
    place = tmp_path / "class" / "student001"

    def read(entry: Entry):
        if entry.student != "student001":
            return taking.read(entry, rules)
        place.rename(tmp_path / "away")
        try:
            return taking.read(entry, rules)
        finally:
            (tmp_path / "away").rename(place)

    ran = run(tmp_path / "class", tmp_path / "out", rules, pool, read=read)
    assert ran.tally.internal == [("student001", "what was handed in cannot be read: no such file or directory")]
    assert [task.verdict for task in ran.records["student001"].grade.tasks] == [Verdict.INTERNAL_ERROR]
    again = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert (again.tally.graded, again.tally.internal) == (1, [])


def test_a_failure_of_the_grader_stops_no_other_and_is_judged_again(
    tmp_path: Path, rules: Assignment, pool: Pool, monkeypatch
) -> None:
    numbered(tmp_path / "class", range(3))
    submit = Counting.submit

    def fail(self: Counting, item: WorkItem) -> Future[Judgement]:
        broken = item.files.file is not None and b"# 1\n" in item.files.file.data
        return submit(self, msgspec.structs.replace(item, task="no such task") if broken else item)

    with monkeypatch.context() as patch:
        patch.setattr(Counting, "submit", fail)
        ran = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert [name for name, _ in ran.tally.internal] == ["student001"]
    assert grade_of(ran.records["student001"].grade, "valid").verdict is Verdict.INTERNAL_ERROR
    again = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert len(again.items) == again.tally.graded == 1
    assert all(record.grade.passed for record in again.records.values())


def test_a_batch_that_is_stopped_finishes_what_is_under_way(tmp_path: Path, rules: Assignment, pool: Pool) -> None:
    numbered(tmp_path / "class", range(20))
    stop = threading.Event()

    def read(entry: Entry):
        if entry.student == "student006":
            stop.set()
        return taking.read(entry, rules)

    ran = run(tmp_path / "class", tmp_path / "out", rules, pool, read=read, stop=stop)
    assert sorted(ran.records) == [f"student{number:03}" for number in range(7)]
    again = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert (again.tally.same, again.tally.graded) == (7, 13)


SAMPLES = (
    *("correct_kernel_loops", "wrong_square_kernels_only", "forbidden_loops_in_sibling", "broken_infinite_loop"),
    *("broken_stdout_flood", "broken_sys_exit", "broken_partly_missing", "broken_syntax_error", "untidy_style"),
)


def test_a_sample_gets_in_a_batch_what_it_gets_alone(tmp_path: Path, assignment: Assignment) -> None:
    """All tasks and all checks, against what the samples state. They state nothing of how long is too long."""
    for name in SAMPLES:
        shutil.copytree(SUBMISSIONS / name, tmp_path / "class" / name)
    hurried = with_policy(assignment, limits={"cpu_seconds": 1.9, "wall_factor": 30.0})
    with Pool(hurried, tuple(LEVELS), cache_folder(), 2) as pool:
        ran = run(tmp_path / "class", tmp_path / "out", hurried, pool)
    stated = {name: json.loads((SUBMISSIONS / name / "expected.json").read_text())["tasks"] for name in SAMPLES}
    assert {name: result(record.grade, stated[name]) for name, record in ran.records.items()} == {
        name: {task: (said["verdict"], said["points"]) for task, said in tasks.items()}
        for name, tasks in stated.items()
    }


def result(grade: Grade, stated: Collection[str]) -> dict[str, tuple[str, float]]:
    return {task.task.id: (str(task.verdict), task.score.earned) for task in grade.tasks if task.task.id in stated}


# --- the command, killed ---------------------------------------------------------------------------


def started(folder: Path, out: Path, policy: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "grader", "batch", str(folder), "--out", str(out), "--assignment", str(policy)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )


def told(process: subprocess.Popen[str]) -> Iterator[tuple[str, bool]]:
    assert process.stderr is not None
    return events(process.stderr)


def journalled(out: Path, rules: Assignment) -> dict[str, Grade]:
    with Journal(out) as journal:
        return {record.entry.student: bare(record.grade) for record in journal.records()}


KILLS = 20


def test_a_batch_that_is_killed_again_and_again_ends_as_one_that_is_not(
    tmp_path: Path, brief_policy: Path, rules: Assignment
) -> None:
    """Killed at so many random moments: after some events, and then some time within the next."""
    names = numbered(tmp_path / "class", range(50))
    dice = random.Random(5)
    anew: list[str] = []
    with Stepping(brief_policy) as batch:
        for _ in range(KILLS):
            seen, left = batch.begin(tmp_path / "class", tmp_path / "out"), dice.randrange(3)
            batch.step(left + 1)
            while left:
                student, graded = next(seen)
                anew += [student] if graded else []
                left -= graded
            threading.Event().wait(dice.random() / 50)
            os.kill(batch.pid, signal.SIGKILL)
            anew += [student for student, graded in seen if graded]  # what it had said by then
            assert batch.code == -signal.SIGKILL
            with Journal(tmp_path / "out") as journal:  # it is whole, and nobody else's
                assert {record.entry.student for record in journal.records()} >= set(anew)
        assert len(set(anew)) < len(names)
        for out in ("out", "whole"):
            seen = batch.begin(tmp_path / "class", tmp_path / out)
            batch.step(len(names))
            uninterrupted = [student for student, graded in seen if graded]
            assert batch.code == 0
            anew += uninterrupted if out == "out" else []
    assert len(anew) == len(set(anew)), "a submission was graded again that was journalled"
    assert sorted(uninterrupted) == names
    assert journalled(tmp_path / "out", rules) == journalled(tmp_path / "whole", rules)


def test_what_a_killed_batch_has_started_ends_and_the_same_command_goes_on(
    tmp_path: Path, brief_policy: Path, rules: Assignment, pool: Pool
) -> None:
    numbered(tmp_path / "class", range(8))
    with started(tmp_path / "class", tmp_path / "out", brief_policy) as process:
        first, _ = next(told(process))
        below = running(process.pid)
        process.kill()
    assert below
    until(gone(below), "the end of the judges")
    with started(tmp_path / "class", tmp_path / "out", brief_policy) as process:
        again = dict(told(process))
    assert (process.returncode, again[first]) == (0, False)
    whole = run(tmp_path / "class", tmp_path / "whole", rules, pool).records
    assert journalled(tmp_path / "out", rules) == {student: bare(record.grade) for student, record in whole.items()}


def test_ctrl_c_finishes_what_is_under_way_and_the_same_command_goes_on(
    tmp_path: Path, brief_policy: Path, rules: Assignment
) -> None:
    names = numbered(tmp_path / "class", range(12))
    with started(tmp_path / "class", tmp_path / "out", brief_policy) as process:
        seen = told(process)
        next(seen)
        process.send_signal(signal.SIGINT)
        done = 1 + len(list(seen))
    assert process.returncode == 130
    assert done < len(names)
    assert len(journalled(tmp_path / "out", rules)) == done
    with started(tmp_path / "class", tmp_path / "out", brief_policy) as process:
        assert [graded for _, graded in told(process)].count(False) == done
    assert process.returncode == 0
    assert len(journalled(tmp_path / "out", rules)) == len(names)


def test_a_name_that_is_not_utf_8_is_graded_and_journalled_like_any_other(
    tmp_path: Path, rules: Assignment, pool: Pool
) -> None:
    names = numbered(tmp_path / "class", range(2))
    (tmp_path / "class" / names[0]).rename(tmp_path / "class" / b"J\xe9r\xf4me".decode(errors="surrogateescape"))
    ran = run(tmp_path / "class", tmp_path / "out", rules, pool)
    assert sorted(ran.records) == ["Jérôme", names[1]]
    assert run(tmp_path / "class", tmp_path / "out", rules, pool).tally.same == 2


# --- attempts ---------------------------------------------------------------------------------------


def attempts(folder: Path, *samples: str) -> None:
    """What one student handed in to Brightspace, one sample a day."""
    for day, sample in enumerate(samples, 1):
        inner = folder / f"13394-80551 - Ada Lovelace - Mar {day}, 2024 1205 PM"
        inner.mkdir(parents=True)
        shutil.copy(SUBMISSIONS / sample / FILE, inner)


@pytest.mark.parametrize(
    ("policy", "handed_in", "passed", "day"),
    [
        ("last", ("wrong_flipped_kernel", "correct_kernel_loops"), True, 2),
        ("last", ("correct_kernel_loops", "wrong_flipped_kernel"), False, 2),
        ("best", ("wrong_flipped_kernel", "correct_kernel_loops"), True, 2),
        ("best", ("correct_kernel_loops", "wrong_flipped_kernel"), True, 1),
        ("best", ("correct_kernel_loops", "wrong_flipped_kernel", "correct_kernel_loops"), True, 3),
    ],
)
def test_of_several_attempts_the_one_that_the_policy_names_counts(
    policy: str, handed_in: tuple[str, ...], passed: bool, day: int, tmp_path: Path, rules: Assignment, pool: Pool
) -> None:
    rules = msgspec.structs.replace(rules, intake=Intake(attempts=policy))
    attempts(tmp_path / "class", *handed_in)
    record = run(tmp_path / "class", tmp_path / "out", rules, pool).records["Ada Lovelace"]
    assert (record.grade.passed, record.entry.submitted) == (passed, datetime(2024, 3, day, 12, 5))
    told = [finding.message for check in record.grade.checks for finding in check.findings if check.id == "intake"]
    assert any(message.startswith(f"handed in {len(handed_in)} times: 2024-03-01 12:05, ") for message in told)
    assert any(message.startswith(f"the best of {len(handed_in)} attempts") for message in told) == (policy == "best")
    assert run(tmp_path / "class", tmp_path / "out", rules, pool).tally.same == 1


def test_an_attempt_that_is_too_late_may_earn_less_than_an_earlier_one(
    tmp_path: Path, rules: Assignment, pool: Pool
) -> None:
    late = Late(deadline=datetime(2024, 3, 1, 23, 59), percent_per_day=100)
    rules = msgspec.structs.replace(rules, intake=Intake(attempts="best"), late=late)
    attempts(tmp_path / "class", "wrong_flipped_kernel", "correct_kernel_loops")
    record = run(tmp_path / "class", tmp_path / "out", rules, pool).records["Ada Lovelace"]
    assert record.entry.submitted == datetime(2024, 3, 1, 12, 5)
    word = lambda student: InstructorWord(extension=Extension(datetime(2024, 3, 8), "ill"))  # noqa: E731
    record = run(tmp_path / "class", tmp_path / "out", rules, pool, word=word).records["Ada Lovelace"]
    assert record.entry.submitted == datetime(2024, 3, 2, 12, 5)
