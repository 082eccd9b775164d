"""A folder under watch: what is judged anew."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks.model import Verdict
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.folders import cache_folder
from grader.intake.submission import SubmissionError
from grader.judging.judge import Judge
from grader.judging.regrading import Regrader, SupersededError
from grader.sandbox.levels import LEVELS
from grader.sandbox.server import SandboxError
from tests.assignments import SOLUTIONS, folder_with_optional, hand_in
from tests.grading import SUBMISSIONS

RIGHT, WRONG = SUBMISSIONS / "correct_kernel_loops", SUBMISSIONS / "wrong_flipped_kernel"
VALID, SAME = "0-convolve_grayscale_valid.py", "1-convolve_grayscale_same.py"
ENDLESS = "while True:\n    pass\n"
PATIENCE_SECONDS = 60.0


@pytest.fixture(scope="module")
def judge(assignment: Assignment) -> Iterator[Judge]:
    with Judge.started(assignment, tuple(LEVELS.values()), cache_folder()) as made:
        yield made


@pytest.fixture
def judged(judge: Judge, monkeypatch) -> list[str]:
    """The tasks that the judge has judged, one after the other."""
    seen: list[str] = []
    really = judge.judge
    monkeypatch.setattr(judge, "judge", lambda item: (seen.append(item.task), really(item))[1])
    return seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(RIGHT, tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def regrader(folder: Path, judge: Judge, judged: list[str]) -> Regrader:
    return Regrader(folder, judge)


def verdicts(regrader: Regrader) -> list[Verdict]:
    return [task.verdict for task in regrader.grade().tasks]


def test_only_the_work_that_changed_is_judged_again(regrader: Regrader, folder: Path, judged: list[str]) -> None:
    assert verdicts(regrader) == [Verdict.ACCEPTED] * 3
    assert judged == ["0", "1", "2"]
    shutil.copy(WRONG / SAME, folder / SAME)
    assert verdicts(regrader) == [Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.ACCEPTED]
    assert judged == ["0", "1", "2", "1"]
    (folder / SAME).unlink()
    assert verdicts(regrader) == [Verdict.ACCEPTED, Verdict.MISSING, Verdict.ACCEPTED]
    shutil.copy(RIGHT / SAME, folder / SAME)
    assert verdicts(regrader) == [Verdict.ACCEPTED] * 3


def test_what_is_saved_as_it_was_is_not_judged(regrader: Regrader, folder: Path, judged: list[str]) -> None:
    first = regrader.grade()
    begun: list[str] = []
    (folder / VALID).write_bytes((folder / VALID).read_bytes())
    assert regrader.grade(lambda: begun.append("begun")) == first
    assert (judged, begun) == (["0", "1", "2"], [])


def test_the_folders_own_checks_are_made_each_time(regrader: Regrader, folder: Path) -> None:
    before = regrader.grade()
    (folder / "README.md").unlink()
    after = regrader.grade()
    assert after.tasks == before.tasks
    assert after.checks != before.checks


def test_a_file_that_another_imports_counts_as_its_own(regrader: Regrader, folder: Path, judged: list[str]) -> None:
    (folder / SAME).write_text((folder / SAME).read_text() + f"\n\nOTHER = __import__('{VALID.removesuffix('.py')}')\n")
    regrader.grade()
    judged.clear()
    (folder / VALID).write_text((folder / VALID).read_text() + "\n\nMORE = 1\n")
    regrader.grade()
    assert judged == ["0", "1"]


def test_a_folder_without_the_files_is_told_and_graded_when_they_come(regrader: Regrader, folder: Path) -> None:
    for file in folder.glob("*.py"):
        file.unlink()
    with pytest.raises(SubmissionError, match="has none of"):
        regrader.grade()
    shutil.copy(RIGHT / VALID, folder / VALID)
    assert verdicts(regrader)[0] is Verdict.ACCEPTED


def test_a_failure_of_the_grader_is_tried_again(regrader: Regrader, judge: Judge, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise SandboxError("no process could be started")

    with monkeypatch.context() as patch:
        patch.setattr("grader.sandbox.client.Sandbox.run", fail)
        assert verdicts(regrader) == [Verdict.INTERNAL_ERROR] * 3
    assert verdicts(regrader) == [Verdict.ACCEPTED] * 3


def grade_while(regrader: Regrader, judge: Judge, then: Callable[[], None]) -> object:
    """Grade, and do something as soon as code of the student is running."""
    running, run = threading.Event(), judge.run

    def told(*given):
        running.set()
        return run(*given)

    found: list[object] = []

    def grade() -> None:
        try:
            found.append(regrader.grade())
        except SupersededError as error:
            found.append(error)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judge, "run", told)
        thread = threading.Thread(target=grade)
        thread.start()
        assert running.wait(PATIENCE_SECONDS)
        then()
        thread.join()
    return found[0]


def test_what_is_saved_while_it_is_judged_is_ended_and_judged_anew(
    regrader: Regrader, folder: Path, judge: Judge
) -> None:
    """The file never ends; its time would be up only after many seconds."""
    (folder / VALID).write_text(ENDLESS)

    def save() -> None:
        shutil.copy(RIGHT / VALID, folder / VALID)
        regrader.changed(frozenset({VALID}))

    assert isinstance(grade_while(regrader, judge, save), SupersededError)
    assert verdicts(regrader) == [Verdict.ACCEPTED] * 3


def test_what_is_saved_beside_it_ends_nothing(regrader: Regrader, judge: Judge) -> None:
    grade = grade_while(regrader, judge, lambda: regrader.changed(frozenset({SAME, "notes.txt"})))
    assert not isinstance(grade, SupersededError)


def test_an_optional_task_is_judged_when_it_is_there_and_forgotten_when_it_is_not(tmp_path: Path) -> None:
    """What counts is not judged again for it."""
    name, text = list(SOLUTIONS.items())[3]
    rules = load(folder_with_optional(tmp_path / "rules"), CHECK_IDS)
    mine = hand_in(tmp_path / "mine", {file: SOLUTIONS[file] for file in list(SOLUTIONS)[:2]})
    with Judge.started(rules, tuple(LEVELS.values()), cache_folder()) as judge:
        judge.prepare()
        regrader, begun = Regrader(mine, judge), []
        grades = [regrader.grade(lambda: begun.append(0))]
        hand_in(mine, {name: text})
        grades.append(regrader.grade(lambda: begun.append(1)))
        (mine / name).unlink()
        grades.append(regrader.grade(lambda: begun.append(2)))
    assert [[task.task.id for task in grade.optional] for grade in grades] == [[], ["3"], []]
    assert {(len(grade.tasks), grade.passed, grade.score.possible) for grade in grades} == {(2, True, 14.0)}
    assert begun == [0, 1]
