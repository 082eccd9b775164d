from collections.abc import Iterator

import pytest

from checks.model import Judged, Read, Source, TaskFiles, Verdict
from checks.model.assignment import Assignment
from grader.folders import cache_folder
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from grader.judging.static import StaticWorker
from grader.sandbox.levels import LEVELS
from tests.grading import SUBMISSIONS
from tests.numbered import FILE, RIGHT
from tests.tasks import of


@pytest.fixture(scope="module")
def judge(assignment: Assignment) -> Iterator[Judge]:
    with Judge.started(assignment, tuple(LEVELS.values()), cache_folder()) as made:
        yield made


def item(text: str, **more) -> WorkItem:
    return WorkItem("0", TaskFiles(Source(FILE, text.encode(), "", executable=True)), **more)


def verdict(assignment: Assignment, asked: WorkItem, judge: Judge) -> Verdict:
    done = judge.judge(asked)
    return grading.grade_task(of(assignment, "valid"), assignment, asked.files, done.read, done.ran).verdict


WRONG = (SUBMISSIONS / "wrong_flipped_kernel" / FILE).read_text()


def test_it_judges_one_after_the_other_each_by_itself(judge: Judge, assignment: Assignment) -> None:
    texts = (RIGHT, WRONG, "x = (", RIGHT)
    assert [verdict(assignment, item(text), judge) for text in texts] == [
        *(Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.NOT_LOADABLE, Verdict.ACCEPTED)
    ]


def test_what_is_known_is_not_asked_again(judge: Judge, monkeypatch) -> None:
    known = judge.judge(item(RIGHT))
    assert known.ran is not None
    monkeypatch.setattr(StaticWorker, "ask", None)
    again = judge.judge(item(RIGHT, read=known.read))
    assert (again.read, again.ran and again.ran.judged) == (known.read, known.ran.judged)
    assert judge.judge(item(RIGHT, read=known.read, run=False)).ran is None


def test_a_missing_file_is_read_and_not_run(judge: Judge, assignment: Assignment) -> None:
    done = judge.judge(WorkItem("0", TaskFiles(None)))
    assert done.ran is None
    assert verdict(assignment, WorkItem("0", TaskFiles(None)), judge) is Verdict.MISSING


def test_a_failure_of_the_grader_is_told_and_the_next_is_judged(
    judge: Judge, assignment: Assignment, monkeypatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("grader.judging.judge.Judge.run", lambda *_: 1 / 0)
        assert verdict(assignment, item(RIGHT), judge) is Verdict.INTERNAL_ERROR
    assert verdict(assignment, item(WRONG), judge) is Verdict.WRONG_ANSWER


def test_what_a_cause_points_to_is_in_what_was_read_before(judge: Judge) -> None:
    done = judge.judge(item(WRONG, read=Read({"source": Judged(())}, {"flip": 77})))
    assert done.ran is not None
    (finding,) = done.ran.judged["proof"].findings or ()
    assert finding.line == 77


def test_of_a_right_file_no_more_is_read_than_the_checks_need(judge: Judge) -> None:
    read = judge.judge(item(RIGHT)).read
    assert read.judged
    assert read == Read(read.judged, is_whole=False)


def test_of_a_wrong_file_all_is_read_and_its_line_is_told(judge: Judge, assignment: Assignment) -> None:
    done = judge.judge(item(WRONG))
    with StaticWorker() as worker:
        worker.ask(of(assignment, "valid"), assignment, item(WRONG).files)
        assert done.read == worker.result()
    assert done.read.is_whole
    assert done.ran is not None
    (finding,) = done.ran.judged["proof"].findings or ()
    assert finding.line == done.read.landmarks["flip"]


def test_what_was_not_read_of_a_file_is_asked_for_once_it_is_wrong(judge: Judge) -> None:
    whole = judge.judge(item(WRONG))
    known = Read(whole.read.judged, is_whole=False)
    again = judge.judge(item(WRONG, read=known))
    assert again.read.is_whole
    assert again.read.landmarks
    assert again.read == whole.read
    assert again.ran is not None
    assert whole.ran is not None
    assert again.ran.judged == whole.ran.judged
