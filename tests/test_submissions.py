"""Every sample submission gets the result it states, and every report tells what made it first.

Every task counts here, whether it is optional or not.
"""

import json
import re
from pathlib import Path

import pytest

import reference
from checks.exercises.convolution.conventions import OF_SAME
from checks.model import CheckResult, Finding, Grade, Severity, TaskGrade, Verdict
from checks.model.assignment import ALL, Assignment
from checks.pipeline import OF_FORM, task_checks
from grader.assignment.naming import naming
from grader.report.fix_first import fix_first
from grader.report.formats import FORMATS
from grader.results.gradebooks.grades import failed
from tests.grader.report.told import READ, headlines, told, written
from tests.grading import SUBMISSIONS, by_status, graded

pytestmark = pytest.mark.slow("grades every sample")

OWN_VERDICTS = {check.id: check.verdict for check in task_checks()}
SAMPLES = sorted(path for path in SUBMISSIONS.iterdir() if path.is_dir())
OF_CONVENTIONS = [SUBMISSIONS / f"same_{name}" for name in OF_SAME]  # of the tasks with a stride alone
NAMELESS = {"wrong_stride_ignored"}  # whose two mistakes have no name, only a smallest call


@pytest.fixture(scope="module")
def counted(whole: Assignment) -> Assignment:
    """The real assignment, of which every task counts."""
    return naming(whole, (ALL,))


@pytest.mark.parametrize(
    "folder", [folder for folder in SAMPLES if folder not in OF_CONVENTIONS], ids=lambda path: path.name
)
def test_a_sample_gets_the_result_it_states(folder: Path, counted: Assignment, need) -> None:
    stated = json.loads((folder / "expected.json").read_text())
    need(stated.get("isolation", "limits"))  # the least it holds at
    assert_as_stated(stated["tasks"], graded(folder, counted))


@pytest.mark.parametrize("folder", OF_CONVENTIONS, ids=lambda path: path.name)
def test_what_is_right_by_any_convention_earns_everything_and_its_convention_is_told(
    folder: Path, counted: Assignment
) -> None:
    stated = json.loads((folder / "expected.json").read_text())["tasks"]
    result = graded(folder, naming(counted, tuple(stated)))
    assert result.passed
    assert result.score.earned == result.score.possible == sum(task.score.possible for task in result.tasks)
    assert_as_stated(stated, result)
    told = {task.task.file: open_readings(task) for task in result.tasks}
    assert told == {path.name: [folder.name.removeprefix("same_")] for path in folder.glob("*.py")}


def open_readings(task: TaskGrade) -> list[str]:
    """The ids of the conventions that the report says of a file."""
    hints = [note.hint for result in task.checks if result.id == "values" for note in result.findings]
    return re.findall(r"The handout leaves that open; all of its readings are right \((\w+)\)", "\n".join(hints))


def assert_as_stated(expected: dict[str, dict[str, object]], result: Grade) -> None:
    found = {
        task.task.id: {
            "verdict": str(task.verdict),
            "points": task.score.earned,
            "failed": by_status(task, "failed"),
            "warned": by_status(task, "warned"),
            "misconception": next((found for found in named(task)), ""),
        }
        for task in result.tasks
        if task.task.id in expected or task.verdict is not Verdict.MISSING
    }
    assert found == {task_id: {"warned": [], "misconception": "", **stated} for task_id, stated in expected.items()}
    for task in result.tasks:
        assert_told_in_order(task)
    assert_reports_follow(result)


def assert_told_in_order(task: TaskGrade) -> None:
    """What made the verdict first, what names no cause by what it costs, the form of the text last."""
    told_of = [result for result in task.checks if errors(result)]
    if task.verdict is not Verdict.ACCEPTED:
        assert (errors(told_of[0])[0].verdict or OWN_VERDICTS[told_of[0].id]) is task.verdict
    form = [result.id in OF_FORM for result in told_of]
    assert form == sorted(form)
    others = [result for result in told_of if not any(decides(task, result))]
    costs = [
        result.possible - result.points for result in others if result.id not in OF_FORM and not result_named(result)
    ]
    assert costs == sorted(costs, reverse=True)


def assert_reports_follow(grade: Grade) -> None:
    handed_in = [task for task in grade.tasks if task.verdict is not Verdict.MISSING]
    order = {task.task.id: [result.id for result in task.checks if errors(result)] for task in handed_in}
    order = {task: checks for task, checks in order.items() if checks}
    for name in READ:
        assert told(name, grade) == order, name
    for task, headline in zip(grade.tasks, headlines(written("html", grade)), strict=True):
        fix = fix_first(task)
        assert headline.casefold() == (fix.short.replace("`", "").casefold() if fix else "")
    assert failed(grade) == list(dict.fromkeys(check for checks in order.values() for check in checks))
    named_first = [task.checks[0].id for task in handed_in if task.verdict is not Verdict.ACCEPTED]
    explained = re.findall(r"grader explain (\w+)", written("text", grade).splitlines()[-1])
    assert explained[:1] == (named_first or [checks[0] for checks in order.values()])[:1]


def errors(result: CheckResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity is Severity.ERROR]


def decides(task: TaskGrade, result: CheckResult) -> list[bool]:
    return [(finding.verdict or OWN_VERDICTS[result.id]) is task.verdict for finding in errors(result)]


def result_named(result: CheckResult) -> bool:
    return any(finding.misconception or finding.evidence.snippet for finding in result.findings)


def test_every_format_of_a_grade_is_read() -> None:
    assert set(READ) == {*FORMATS, "feedback"}


def named(task: TaskGrade) -> list[str]:
    """The ids of the misconceptions that were named."""
    return [found.misconception.id for result in task.checks for found in result.findings if found.misconception]


def test_every_wrong_sample_is_told_its_misconception() -> None:
    nameless = set()
    for folder in (folder for folder in SAMPLES if folder.name.startswith("wrong_")):
        tasks = json.loads((folder / "expected.json").read_text())["tasks"].values()
        if not any(task.get("misconception") for task in tasks) and "signature" not in str(tasks):
            nameless.add(folder.name)
    assert nameless == NAMELESS


@pytest.mark.parametrize("words", [(), (ALL,)], ids=["of what counts anyway", "of all"])
def test_the_model_submission_earns_full_marks(words: tuple[str, ...], whole: Assignment) -> None:
    rules = naming(whole, words)
    result = graded(reference.FOLDER, rules)
    accepted = [task.task.id for task in result.judged if task.verdict is Verdict.ACCEPTED]
    assert accepted == [task.id for task in whole.tasks]
    assert [task.task.id for task in result.tasks] == [task.id for task in rules.counting]
    assert result.score.earned == result.score.possible == 10 * len(rules.counting)
    assert result.optional_score.earned == result.optional_score.possible == 10 * len(rules.beside)
    assert result.passed
    assert not [finding for check in result.checks for finding in check.findings]


def test_there_are_samples_of_every_verdict_a_student_can_get() -> None:
    stated = {
        task["verdict"]
        for folder in SAMPLES
        for task in json.loads((folder / "expected.json").read_text())["tasks"].values()
    }
    assert stated == {str(verdict) for verdict in Verdict} - {Verdict.INTERNAL_ERROR}
    assert len(SAMPLES) >= 30
