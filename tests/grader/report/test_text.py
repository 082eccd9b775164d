import io

import msgspec
import pytest
from rich.console import Console

from checks.model import (
    CheckResult,
    Evidence,
    Finding,
    Grade,
    Mark,
    Panel,
    Score,
    Severity,
    Source,
    Status,
    TaskGrade,
    TracebackLine,
    Verdict,
)
from checks.model.assignment import Assignment
from grader.report import text
from grader.report.reading import MOST_FINDINGS
from tests.tasks import of

ESCAPE = "\x1b[31mred\u202e"


def source(data: bytes) -> Source:
    return Source("0-convolve_grayscale_valid.py", data, "0" * 64, True)


def grade(assignment: Assignment, *findings: Finding, data: bytes = b"one\ntwo\nthree\n", name: str = "mine") -> Grade:
    results = tuple(CheckResult(finding.check, Status.FAILED, 0, 4, (finding,)) for finding in findings)
    score = Score(6.31, 10)
    task = TaskGrade(of(assignment, "valid"), Verdict.WRONG_ANSWER, score, source(data), 0.1, results)
    return Grade("a", name, "limits", (task,), (), score, False)


def shown(result: Grade, *, quiet=False, verbose=False, terminal=False, width=80) -> str:
    file = io.StringIO()
    console = Console(file=file, force_terminal=terminal, width=width, color_system="truecolor" if terminal else None)
    text.show(result, console, quiet=quiet, verbose=verbose)
    return file.getvalue()


COUNTEREXAMPLE = Evidence(
    case="one small image",
    panels=(
        Panel("image", ((1.0, 2.0), (3.0, 4.5)), slice=(0,)),
        Panel("kernel", ((1.0, -1.0),)),
        Panel("expected", ((-1.0,), (-1.5,)), "expected", marks=(Mark("asked", ((1, 0),)),)),
        Panel("returned", ((-1.0,), (float("nan"),)), "returned"),
    ),
    index=(0, 1, 0),
    right=("a 1x1 kernel",),
    wrong=("an even kernel", "an oblong kernel"),
)
WRONG = Finding(
    check="values", message="1 of 2 values differ", reason="each is a sum", hint="work it out", evidence=COUNTEREXAMPLE
)


def test_a_value_that_is_marked_as_wrong_looks_different(assignment: Assignment) -> None:
    returned = Panel("returned", ((-1.0,), (-1.500001,)), "returned")
    close = msgspec.structs.replace(COUNTEREXAMPLE, panels=(*COUNTEREXAMPLE.panels[:3], returned))
    shown_ = shown(grade(assignment, msgspec.structs.replace(WRONG, evidence=close)))
    assert "[-1.5]" in shown_.replace("     ", "")
    assert "[-1.500001]" in shown_


def test_what_made_the_verdict_is_explained_rather_than_what_costs_points_in_a_task_that_is_right(
    assignment: Assignment,
) -> None:
    style = Finding(check="style", message="E501 line too long")
    tasks = grade(assignment, style).tasks + grade(assignment, WRONG, style).tasks
    right = msgspec.structs.replace(tasks[0], verdict=Verdict.ACCEPTED)
    both = msgspec.structs.replace(grade(assignment), tasks=(right, tasks[1]))
    assert (
        shown(both).splitlines()[-1] == "`grader explain values` tells more about a check, `grader grade -v` shows all."
    )
    assert "`grader explain style`" in shown(msgspec.structs.replace(both, tasks=(right,)))


def test_a_wrong_value_is_shown_beside_the_right_one_and_marked(assignment: Assignment) -> None:
    lines = shown(grade(assignment, WRONG)).splitlines()
    assert lines[0].split() == ["Task", "0", "Valid", "Convolution", "wrong_answer", "6.31", "/", "10"]
    body = "\n".join(lines)
    assert "image 0" in body
    assert "[-1.5]" in body
    assert "[nan]" in body
    assert "passes only for: a 1x1 kernel" in body
    assert "why each is a sum" in body
    assert "  Fix first: 1 of 2 values differ. work it out" in body


def test_an_array_without_values_is_said_to_be_empty(assignment: Assignment) -> None:
    panels = Panel("expected", (), "expected", corner=(0,)), Panel("returned", ((2.0,),), "returned", corner=(0,))
    finding = Finding(check="values", message="differ", evidence=Evidence(panels=panels))
    assert "expected     returned\n       (empty)      2\n" in shown(grade(assignment, finding))


def test_the_source_line_is_shown_with_its_neighbours_and_a_caret(assignment: Assignment) -> None:
    finding = Finding(check="loops", message="a loop", line=2, column=3)
    body = shown(grade(assignment, finding))
    for line in ("   1 | one", "   2 | two", "     |   ^", "   3 | three", "line 2: a loop"):
        assert line in body


def test_nothing_is_cut_at_the_width_of_the_terminal(assignment: Assignment) -> None:
    finding = Finding(check="values", message="long " * 60 + "end", hint="hint " * 60 + "end")
    body = shown(grade(assignment, finding), width=60)
    assert body.count("end") == 3  # the message, and what to fix first, which has the hint
    assert max(map(len, body.splitlines())) <= 60


@pytest.mark.parametrize("terminal", [False, True], ids=["a file", "a terminal"])
def test_hostile_text_is_shown_as_escapes(terminal: bool, assignment: Assignment) -> None:
    evidence = Evidence(printed=ESCAPE, traceback=(TracebackLine(ESCAPE, 1, ESCAPE),))
    finding = Finding(check="runs", message=ESCAPE, hint=ESCAPE, reason=ESCAPE, file=ESCAPE, line=1, evidence=evidence)
    inline = Finding(check="runs", message="[bold]x[/bold] :smile:", line=1)
    body = shown(grade(assignment, finding, inline, data=ESCAPE.encode(), name=ESCAPE), verbose=True, terminal=terminal)
    assert "\u202e" not in body
    assert "\x1b[31mred" not in body
    assert "\\x1b[31mred" in body
    assert "[bold]x[/bold] :smile:" in body


def test_colours_are_for_terminals_only(assignment: Assignment) -> None:
    assert "\x1b[" not in shown(grade(assignment, WRONG))
    assert "\x1b[" in shown(grade(assignment, WRONG), terminal=True)


def test_lines_do_not_end_in_spaces_where_nothing_is_coloured(assignment: Assignment) -> None:
    assert not [line for line in shown(grade(assignment, WRONG)).splitlines() if line != line.rstrip()]


def test_quiet_shows_neither_checks_nor_findings(assignment: Assignment) -> None:
    assert len(shown(grade(assignment, WRONG), quiet=True).splitlines()) == 2


def test_of_many_findings_the_first_are_shown_and_all_when_verbose(assignment: Assignment) -> None:
    findings = tuple(Finding(check="style", message=f"number {n}.", severity=Severity.ERROR) for n in range(12))
    result = CheckResult("style", Status.FAILED, 0, 0.25, findings)
    score = Score(9, 10)
    task = TaskGrade(of(assignment, "valid"), Verdict.ACCEPTED, score, source(b""), 0.1, (result,))
    whole = Grade("a", "mine", "limits", (task,), (), score, True)
    short, long = shown(whole), shown(whole, verbose=True)
    assert short.count("number") == MOST_FINDINGS
    assert "7 more of style" in short
    assert long.count("number") == 12


def test_a_task_that_is_missing_is_said_to_be_so_calmly(assignment: Assignment) -> None:
    finding = Finding(check="source", message="not handed in yet", verdict=Verdict.MISSING)
    result = CheckResult("source", Status.FAILED, 0, 0, (finding,))
    score = Score(0, 10)
    task = TaskGrade(of(assignment, "valid"), Verdict.MISSING, score, None, None, (result,))
    body = shown(Grade("a", "mine", "limits", (task,), (), score, False))
    assert "not handed in yet" in body
    assert "✗" not in body


def test_marks_are_plain_where_the_encoding_has_no_others(assignment: Assignment) -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    text.show(grade(assignment, WRONG), Console(file=file, width=80), quiet=False, verbose=True)
    file.flush()
    assert b"X values" in file.buffer.getvalue()
