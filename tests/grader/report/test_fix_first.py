import html
import io

import msgspec
import pytest

from checks.dynamic.misspelt import REASON
from checks.exercises.repair.telling import HELPS
from checks.model import Evidence, Finding, Misconception, Severity, TaskGrade, Verdict, WrongPart
from checks.model.assignment import Assignment
from grader.report.fix_first import fix_first, lines_of
from grader.report.formats import FORMATS, Setting
from tests.grader.report.fixed import failed, passed, task_grade, whole
from tests.grader.report.html.pages import MADE
from tests.tasks import of

NAMED = Misconception("id", "h and w are swapped", "images", "The one stands for the other.", "Write h. Then run it.")
COLUMNS = WrongPart(
    id="size columns", name="the columns of the result", line=4, written="h - kw + 1", right="w - kw + 1"
)
STORE = WrongPart(id="store", name="where it is stored", line=7, written="out[c, r]", right="")
ZEROS = WrongPart(
    id="zeros",
    name="the zeros around the images",
    line=None,
    written="",
    right="there should be `kh // 2` rows on each side",
)
RUNS = Finding(
    check="runs",
    message="ValueError: no `x`, for images (1, 2, 3) (in 5 of 54 calls); there is more to say",
    hint="Look at e.g. the window. Its size is wrong.",
    line=6,
)
PROOF = Finding(check="proof", message="fails when it is not square; the smallest", hint="Work it out.", line=4)
CRASHED = msgspec.structs.replace(
    PROOF,
    message="right for 1x1; the smallest: for images (1, 1): IndexError: index 1 is out of bounds (line 4)",
    misconception=Misconception("crash_for_some", "an exception for some shapes", "convolution", "Some.", "Look."),
    hint="Compare the ranges.",
)
MISSPELT = Finding(
    check="proof",
    message="did you mean `images`? There is no `image`; fails for every shape; the smallest: NameError: name 'image'",
    reason=REASON,
    hint="Write `images`.",
    line=8,
)
CAUSE = msgspec.structs.replace(PROOF, misconception=NAMED, hint=NAMED.hint)


def graded(assignment: Assignment, *findings: Finding, verdict: Verdict = Verdict.RUNTIME_ERROR) -> TaskGrade:
    results = tuple(failed(finding.check, 0.0, 1.0, finding) for finding in findings)
    return task_grade(of(assignment, "valid"), verdict, (*results, passed("source")))


def with_parts(*parts: WrongPart, finding: Finding = PROOF) -> Finding:
    return msgspec.structs.replace(finding, parts=parts)


STYLE = Finding(check="style", message="E501 too long", line=2)
LOOPS = Finding(check="loops", message="3 `for` statements", hint="Take one away.", line=5)


@pytest.mark.parametrize(
    ("verdict", "findings"),
    [
        pytest.param(Verdict.ACCEPTED, (STYLE,), id="what only costs points in a task that is right"),
        pytest.param(Verdict.INTERNAL_ERROR, (RUNS,), id="a failure of the grader"),
    ],
)
def test_nothing_is_to_be_fixed_first(verdict: Verdict, findings: tuple[Finding, ...], assignment: Assignment) -> None:
    assert fix_first(graded(assignment, *findings, verdict=verdict)) is None


WRONG, RUNTIME, VIOLATION = Verdict.WRONG_ANSWER, Verdict.RUNTIME_ERROR, Verdict.RULE_VIOLATION


@pytest.mark.parametrize(
    ("verdict", "findings", "line"),
    [
        pytest.param(
            RUNTIME,
            (RUNS, PROOF),
            "line 6: ValueError: no `x`, for images (1, 2, 3). Look at e.g. the window.",
            id="the message in short, and one sentence of the hint",
        ),
        pytest.param(WRONG, (CAUSE,), "line 4: h and w are swapped. Write h.", id="a cause by its name"),
        pytest.param(
            RUNTIME, (RUNS, CAUSE), "line 4: h and w are swapped. Write h.", id="the cause, not how a call ended"
        ),
        pytest.param(
            VIOLATION, (LOOPS, CAUSE), "line 5: 3 `for` statements. Take one away.", id="a rule before a cause"
        ),
        pytest.param(
            WRONG,
            (with_parts(COLUMNS),),
            "line 4: the columns of the result: `h - kw + 1` should be `w - kw + 1`",
            id="a wrong part",
        ),
        pytest.param(
            WRONG,
            (with_parts(STORE),),
            "line 7: where it is stored: `out[c, r]` is not right. Work it out.",
            id="a part of which the assignment does not say what is right",
        ),
        pytest.param(
            WRONG,
            (with_parts(ZEROS),),
            "the zeros around the images: there should be `kh // 2` rows on each side",
            id="a part that is not there, in words",
        ),
        pytest.param(
            WRONG,
            (with_parts(COLUMNS, STORE, ZEROS),),
            "line 4: the columns of the result: `h - kw + 1` should be `w - kw + 1`; "
            "then line 7: where it is stored: `out[c, r]` is not right; and 1 more. Work it out.",
            id="two of three parts",
        ),
        pytest.param(
            WRONG,
            (with_parts(COLUMNS, finding=CAUSE),),
            "line 4: h and w are swapped: the columns of the result: `h - kw + 1` should be `w - kw + 1`",
            id="a name and its part",
        ),
        pytest.param(
            WRONG,
            (msgspec.structs.replace(with_parts(STORE), hint="Line 7: where it is stored: you have `out[c, r]`."),),
            "line 7: where it is stored: `out[c, r]` is not right",
            id="a part that the hint tells again",
        ),
        pytest.param(
            RUNTIME,
            (CRASHED, RUNS),
            "line 4: IndexError: index 1 is out of bounds. Compare the ranges.",
            id="an exception by its own words, not by a name that says no more",
        ),
        pytest.param(
            RUNTIME,
            (CRASHED, msgspec.structs.replace(CAUSE, check="values")),
            "line 4: h and w are swapped. Write h.",
            id="a cause before the name of an exception",
        ),
        pytest.param(
            RUNTIME,
            (MISSPELT,),
            "line 8: did you mean `images`? There is no `image`. Write `images`.",
            id="a misspelt name before the exception that it ends in",
        ),
        pytest.param(WRONG, (PROOF,), "line 4: fails when it is not square. Work it out.", id="no cause at all"),
    ],
)
def test_what_is_to_be_fixed_first(
    verdict: Verdict, findings: tuple[Finding, ...], line: str, assignment: Assignment
) -> None:
    fix = fix_first(graded(assignment, *findings, verdict=verdict))
    assert fix
    assert fix.line == line
    assert line.startswith(fix.short) or len(findings[0].parts) > 1


def test_a_note_is_nothing_to_fix(assignment: Assignment) -> None:
    note = msgspec.structs.replace(PROOF, severity=Severity.NOTE)
    assert fix_first(graded(assignment, note, verdict=WRONG)) is None


def test_the_lines_of_a_finding_are_those_of_its_parts() -> None:
    assert lines_of(PROOF) == (4,)
    assert lines_of(with_parts(STORE, COLUMNS, ZEROS)) == (4, 7)
    assert lines_of(with_parts(ZEROS)) == (4,)
    assert lines_of(Finding(check="runs", message="nowhere")) == ()


HOSTILE = WrongPart(
    id="store", name="where it is stored", line=3, written="out['``` | <b>\u202e\x1b[31m'] = 1", right="out[:, r, c]"
)


def shown(name: str, task: TaskGrade) -> str:
    stream = io.StringIO()
    FORMATS[name].show(whole(task), stream, Setting(provenance=lambda: MADE))
    return stream.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_every_report_says_it_with_every_part(name: str, assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    third = msgspec.structs.replace(STORE, name="what comes back", line=8, written="return 0")
    task = graded(assignment, with_parts(COLUMNS, STORE, third), verdict=WRONG)
    text = html.unescape(shown(name, task)).replace("<code>", "`").replace("</code>", "`").replace("%3A", ":")
    fix = fix_first(task)
    assert fix
    assert fix.line in text
    for part in ("the columns of the result", "where it is stored", "what comes back"):
        assert part in text
    assert "return 0" in text


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "json"])
def test_a_part_of_a_students_text_does_nothing(name: str, assignment: Assignment) -> None:
    text = shown(name, graded(assignment, with_parts(HOSTILE), verdict=WRONG))
    assert "\u202e" not in text
    assert "\x1b" not in text
    if name in ("html", "markdown"):
        assert "`out['``` |" not in text
        assert name == "markdown" or "<b>" not in text
    if name == "markdown":
        row = next(line for line in text.splitlines() if line.startswith("| Task 0"))
        assert row.replace("\\|", "").count("|") == 5  # of four cells


def test_a_program_begins_in_the_first_column_of_a_terminal(assignment: Assignment) -> None:
    program = "import numpy as np\nfor value in [0]:\n    assert value, value"
    finding = msgspec.structs.replace(PROOF, evidence=Evidence(snippet=program))
    stream = io.StringIO()
    task = graded(assignment, finding, verdict=WRONG)
    FORMATS["text"].show(whole(task), stream, Setting(provenance=lambda: MADE, verbose=True))
    assert f"\n{program}\n" in stream.getvalue()


LONG = msgspec.structs.replace(COLUMNS, written=f"{'h + ' * 20}1", right=f"{'w + ' * 20}1")


@pytest.mark.parametrize(
    ("parts", "short"),
    [
        pytest.param((COLUMNS,), "line 4: the columns of the result: `h - kw + 1` should be `w - kw + 1`", id="one"),
        pytest.param((LONG,), "line 4: the columns of the result", id="a long one by its name"),
        pytest.param(
            (COLUMNS, STORE, ZEROS),
            "line 4: the columns of the result; line 7: where it is stored; the zeros around the images",
            id="several by their names",
        ),
    ],
)
def test_a_table_has_the_parts(parts: tuple[WrongPart, ...], short: str, assignment: Assignment) -> None:
    fix = fix_first(graded(assignment, with_parts(*parts), verdict=WRONG))
    assert fix
    assert fix.short == short


def test_that_more_is_wrong_is_said_of_a_part_that_only_helps(assignment: Assignment) -> None:
    helping = msgspec.structs.replace(with_parts(COLUMNS), reason=HELPS)
    fix = fix_first(graded(assignment, helping, verdict=WRONG))
    assert fix
    assert fix.line == "line 4: the columns of the result: `h - kw + 1` should be `w - kw + 1`; more is wrong"
    assert fix.short == "line 4: the columns of the result; more is wrong"
