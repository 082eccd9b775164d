import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.model import Source, TaskFiles, Verdict
from checks.model.assignment import Assignment
from grader.batch.pool import JudgeProcess, Pool
from grader.folders import cache_folder
from grader.judging import grading
from grader.judging.items import Judgement, WorkItem
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import IsolationError
from tests.numbered import FILE, RIGHT
from tests.tasks import of


@pytest.fixture
def pool(assignment: Assignment) -> Iterator[Pool]:
    with Pool(assignment, tuple(LEVELS), cache_folder(), 2) as made:
        yield made


def item(text: str = RIGHT) -> WorkItem:
    return WorkItem("0", TaskFiles(Source(FILE, text.encode(), "", executable=True)))


def verdict(assignment: Assignment, done: Judgement) -> Verdict:
    return grading.grade_task(of(assignment, "valid"), assignment, item().files, done.read, done.ran).verdict


def judges(pool: Pool) -> list[JudgeProcess]:
    return [judge for judge in pool._judges.values() if judge is not None]


def test_judges_take_work_items_from_one_queue(pool: Pool, assignment: Assignment) -> None:
    done = [future.result() for future in [pool.submit(item(f"{RIGHT}# {n}\n")) for n in range(6)]]
    assert {verdict(assignment, one) for one in done} == {Verdict.ACCEPTED}
    assert len(judges(pool)) == 2
    assert {one.ran.isolation for one in done if one.ran} == {pool.isolation}


def test_a_judge_that_is_killed_is_replaced_and_the_work_item_judged(pool: Pool, assignment: Assignment) -> None:
    future = pool.submit(item("import time\ntime.sleep(1)\n" + RIGHT))
    while not future.running():
        pass
    for judge in judges(pool):
        os.kill(judge.pid, signal.SIGKILL)
    assert future.result().ran is not None
    assert verdict(assignment, pool.submit(item()).result()) is Verdict.ACCEPTED


def test_a_work_item_that_ends_every_judge_is_told_and_not_tried_for_ever(
    pool: Pool, assignment: Assignment, monkeypatch
) -> None:
    judge, tried = JudgeProcess.judge, []

    def end(self: JudgeProcess, asked: WorkItem) -> Judgement:
        if asked.files.file and b"deadly" in asked.files.file.data:
            tried.append(self.pid)
            os.kill(self.pid, signal.SIGKILL)
        return judge(self, asked)

    monkeypatch.setattr(JudgeProcess, "judge", end)
    deadly, right = pool.submit(item("# deadly")), pool.submit(item())
    assert verdict(assignment, deadly.result()) is Verdict.INTERNAL_ERROR
    assert verdict(assignment, right.result()) is Verdict.ACCEPTED
    assert len(set(tried)) == 2


def test_less_isolation_than_was_asked_for_is_refused(assignment: Assignment, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(JudgeProcess, "set_up", lambda *_: (_ for _ in ()).throw(IsolationError("no Landlock")))
    with pytest.raises(IsolationError, match="no Landlock"):
        Pool(assignment, ("full",), tmp_path)


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def below(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(inner for child in children for inner in below(int(child)))]


def test_nothing_is_left_running_when_it_is_closed(assignment: Assignment) -> None:
    with Pool(assignment, tuple(LEVELS), cache_folder(), 2) as pool:
        [future.result() for future in [pool.submit(item(f"{RIGHT}# {n}\n")) for n in range(4)]]
        started = [pid for judge in judges(pool) for pid in below(judge.pid)]
        pool.submit(item("import time\ntime.sleep(60)\n"))
    assert len(started) >= 6
    while any(running(pid) for pid in started):  # the kernel takes a moment
        pass
