import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from checks.model import Evidence, Finding, Grade, Misconception, Severity, TaskGrade, Verdict
from checks.model.assignment import Assignment
from grader.report import text
from grader.report.audience import for_student
from grader.report.brief import Also, Line, More, Whole, pieces
from tests.grader.report.fixed import failed, passed, skipped, task_grade, whole
from tests.grading import SUBMISSIONS, graded
from tests.tasks import of

SCREEN = 80  # lines, and columns


def shown(grade: Grade, *, verbose: bool = False) -> str:
    file = io.StringIO()
    text.show(for_student(grade), Console(file=file, width=80, color_system=None), quiet=False, verbose=verbose)
    return file.getvalue()


CAUSE = Misconception("id", "h and w are swapped", "images", "an explanation", "Write h.")
RUNS, AGAIN, VALUES, SHAPES, PROOF = (
    Finding(check=check, message=f"{check} {n}", line=n)
    for n, check in enumerate(("runs", "runs", "values", "shapes", "proof"), 1)
)
NAMED = msgspec.structs.replace(PROOF, misconception=CAUSE)
OTHER = msgspec.structs.replace(VALUES, misconception=CAUSE)
HIDDEN = Finding(check="values", message="hidden", hidden=True)
STYLE = tuple(Finding(check="style", message=f"kind {kind}", line=1) for kind in "abcdefg")
LOOPS = Finding(check="loops", message="3 `for` statements")
VERIFIED = Finding(check="proof", message="verified", severity=Severity.NOTE)
MODE = Finding(check="file_format", message="not executable, which costs nothing", severity=Severity.NOTE)


def task_of(assignment: Assignment, verdict: Verdict, *checks: tuple[Finding, ...]) -> TaskGrade:
    results = tuple(failed(findings[0].check, 0.0, 1.0, *findings) for findings in checks)
    return task_grade(of(assignment, "valid"), verdict, results)


CHOSEN = {
    "what decided, whole": (Verdict.WRONG_ANSWER, ((PROOF,),), [Whole(PROOF)]),
    "the cause whole beside what decided": (
        Verdict.RUNTIME_ERROR,
        ((RUNS,), (NAMED,)),
        [Line(RUNS, advice=False), Whole(NAMED)],
    ),
    "results that are wrong, too, in one line": (
        Verdict.WRONG_ANSWER,
        ((NAMED,), (RUNS, AGAIN), (VALUES,), (SHAPES,)),
        [Whole(NAMED), Also(("runs", "values", "shapes"))],
    ),
    "more of what decided, counted": (
        Verdict.RUNTIME_ERROR,
        ((RUNS, AGAIN),),
        [Whole(RUNS), More("runs", 1)],
    ),
    "another cause in a line": (Verdict.WRONG_ANSWER, ((NAMED,), (OTHER,)), [Whole(NAMED), Line(OTHER)]),
    "that a hidden call fails": (Verdict.WRONG_ANSWER, ((PROOF,), (HIDDEN,)), [Whole(PROOF), Line(HIDDEN)]),
    "the order of the grade": (
        Verdict.RULE_VIOLATION,
        ((LOOPS,), (VALUES,), STYLE[:1], (SHAPES,)),
        [Whole(LOOPS), Also(("values",)), Line(STYLE[0], advice=False), Also(("shapes",))],
    ),
    "five kinds of style": (
        Verdict.ACCEPTED,
        (STYLE,),
        [*map(Line, STYLE[:5]), More("style", 2)],
    ),
    "notes where all is right, but of what costs nothing": (Verdict.ACCEPTED, ((MODE,), (VERIFIED,)), [Line(VERIFIED)]),
    "no notes where something is wrong": (Verdict.WRONG_ANSWER, ((VALUES,), (VERIFIED,)), [Whole(VALUES)]),
}


@pytest.mark.parametrize(("verdict", "checks", "wanted"), CHOSEN.values(), ids=CHOSEN)
def test_a_terminal_shows(verdict: Verdict, checks, wanted: list[object], assignment: Assignment) -> None:
    assert list(pieces(task_of(assignment, verdict, *checks))) == wanted


VALID = """
def convolve_grayscale_valid(images, kernel):
    \"\"\"Convolve the images.\"\"\"
    m, h, w = images.shape
    kh, kw = kernel.shape
    rows = h - kh + 1
    cols = h - kw + 1
    out = np.zeros((m, rows, cols))
    for r in range(rows):
        for c in range(cols):
            window_of_every_image_at_once = images[:, r:r + kh, c:c + kw] * kernel
            out[:, r, c] = window_of_every_image_at_once.sum(axis=(1, 2)) + 0.0 * out[0, 0, 0]
    return out
"""
SAME = """
def convolve_grayscale_same(images, kernel):
    \"\"\"Convolve the images.\"\"\"
    m, h, w = images.shape
    kh, kw = kernel.shape
    framed = np.pad(images, ((0, 0), (kh // 2, kh // 2), (kw // 4, kw // 4)))
    out = np.zeros((m, h, w))
    for r in range(h):
        for c in range(w):
            out[:, r, c] = (framed[:, r:r + kh, c:c + kw] * kernel).sum(axis=(1, 2))
    return out
"""
PADDING = """
def convolve_grayscale_padding(images, kernel, padding):
    m, h, w = images.shape
    kh, kw = kernel.shape
    ph, pw = padding
    out = np.zeros((m, h - kh + 1, w - kw + 1))
    for r in range(h - kh + 1):
        for c in range(w - kw + 1):
            out[:, r, c] = (images[:, r:r + kh, c:c + kw] * kernel).sum(axis=(1, 2))
    return np.pad(out, ((0, 0), (ph, ph), (pw, pw)))
"""
HEAD = '#!/usr/bin/env python3\n"""A convolution."""\nimport numpy as np\n\n'


def three_mistakes(folder: Path, assignment: Assignment) -> Grade:
    for form, body in (("valid", VALID), ("same", SAME), ("padding", PADDING)):
        (folder / of(assignment, form).file).write_text(f"{HEAD}{body}")
    return graded(folder, assignment)


@pytest.fixture(scope="module")
def grades(assignment: Assignment, tmp_path_factory: pytest.TempPathFactory) -> list[Grade]:
    names = ("wrong_h_w_swapped", "wrong_rounded", "forbidden_three_loops", "untidy_style")
    three = three_mistakes(tmp_path_factory.mktemp("three"), assignment)
    return [*(graded(SUBMISSIONS / name, assignment) for name in names), three]


def test_three_tasks_with_usual_mistakes_fit_on_a_screen_that_ends_in_all_that_matters(
    grades: list[Grade],
) -> None:
    for grade in grades:
        assert len(grade.tasks) == 3
        lines = shown(grade).splitlines()
        assert len(lines) <= SCREEN, grade.submission
        assert max(map(len, lines)) <= SCREEN
        assert lines[0].startswith("Task 0")
        table = lines[next(n for n, line in enumerate(lines) if line.startswith("task  ")) :]
        for task in grade.tasks:
            (row,) = (line for line in table if line.startswith(f"{task.task.id}  "))
            assert task.verdict in row
            assert f"{task.score.earned:g} / 10" in row
        assert len(shown(grade, verbose=True).splitlines()) > len(lines)


def test_the_first_line_below_a_wrong_task_says_what_to_fix_first(grades: list[Grade]) -> None:
    for grade in grades:
        lines = shown(grade).splitlines()
        for task in grade.tasks:
            heading = next(n for n, line in enumerate(lines) if line.startswith(f"Task {task.task.id} "))
            assert lines[heading + 1].startswith("  Fix first: ") == (task.verdict is not Verdict.ACCEPTED)


def test_what_costs_nothing_is_told_when_asked_for_everything(assignment: Assignment) -> None:
    right = task_grade(of(assignment, "valid"), Verdict.ACCEPTED, (passed("file_format", 0.25, MODE),))
    renamed = Finding(check="intake", severity=Severity.NOTE, message="renamed on the way: `a.py` is `b.py`")
    grade = msgspec.structs.replace(whole(right), checks=(passed("intake", 0.0, renamed),))
    for told in ("which costs nothing", "renamed on the way"):
        assert told not in shown(grade)
        assert told in shown(grade, verbose=True)


def test_no_points_are_explained_where_they_stand_and_no_check_is_praised_for_them(assignment: Assignment) -> None:
    results = (
        failed("values", 0.0, 3.0, VALUES),
        passed("source"),
        msgspec.structs.replace(passed("loops", 3.0), points=0),
    )
    stub = task_grade(of(assignment, "valid"), Verdict.WRONG_ANSWER, results, note="Points are earned later.")
    lines = shown(whole(stub), verbose=True).splitlines()
    heading = next(n for n, line in enumerate(lines) if line.startswith("Task 0"))
    assert "Points are earned later." in " ".join(lines[heading : heading + 6])
    assert "points lost" not in shown(whole(stub))
    assert "· loops 0/3" in shown(whole(stub), verbose=True)
    assert "✓ source" in shown(whole(stub), verbose=True)


def test_points_that_are_lost_are_told_by_check(assignment: Assignment) -> None:
    results = (failed("proof", 0.2, 1.0, PROOF), passed("loops", 3.0), skipped("values", 3.0))
    task = task_grade(of(assignment, "valid"), Verdict.WRONG_ANSWER, results)
    assert "1 check passes; points lost: proof 0.8, values 3 (not judged)" in " ".join(shown(whole(task)).split())


def test_kinds_of_calls_are_listed_where_nothing_else_tells_when(assignment: Assignment) -> None:
    evidence = Evidence(wrong=("an even kernel",), right=("a 1x1 kernel", "an oblong kernel"))
    bare = msgspec.structs.replace(VALUES, evidence=evidence)
    assert "fails only for: an even kernel" in shown(whole(task_of(assignment, Verdict.WRONG_ANSWER, (bare,))))
    named = msgspec.structs.replace(bare, misconception=CAUSE)
    task = task_of(assignment, Verdict.WRONG_ANSWER, (named,))
    assert "an even kernel" not in shown(whole(task))
    assert "fails only for: an even kernel" in shown(whole(task), verbose=True)


def test_of_a_failure_of_the_grader_all_is_told(assignment: Assignment) -> None:
    finding = Finding(
        check="loads", message="no process", hint="This is not your fault.", verdict=Verdict.INTERNAL_ERROR
    )
    told = shown(whole(task_of(assignment, Verdict.INTERNAL_ERROR, (finding,))))
    assert "This is not your fault." in told
    assert "Fix first" not in told
