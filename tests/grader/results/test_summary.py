import io
from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from checks.model import Finding, Verdict
from checks.model.assignment import Assignment, Late
from grader.batch.journal import Record
from grader.batch.progress import MOST_FAILURES, Tally
from grader.intake.entries import Aside
from grader.intake.overview import Overview
from grader.results import summary
from tests.grader.results.records import record
from tests.grader.results.test_absent import made as enrolled
from tests.grader.results.test_making import made, override

ESCAPE = "\x1b[31mred\u202e"


def tally(graded: int, *, same: int = 0, internal: tuple[tuple[str, str], ...] = ()) -> Tally:
    made = Tally()
    made.graded, made.same = graded, same
    made.failures, made.internal = len(internal), list(internal[:MOST_FAILURES])
    return made


def shown(
    out: Path,
    assignment: Assignment,
    *records: Record,
    run: Tally | None = None,
    total: int | None = None,
    asides: tuple[Aside, ...] = (),
    similar: bool = False,
    terminal: bool = False,
    encoding: str = "utf-8",
) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    console = Console(file=stream, width=80, force_terminal=terminal, highlight=False, markup=False, emoji=False)
    run = run or tally(len(records))
    result = made(out, assignment, *records, similar=similar)
    found = Overview((), run.done if total is None else total, asides, 0, frozenset(), ())
    summary.show(result, run, assignment, console, found)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


WHOLE = """\
0x04. Convolutions and Pooling: 8 submissions, 6 graded now, 2 as before

points of 30   mean 22.62   median 29.5   lowest 0   highest 30
    0 - 10 %  ██████████ 1
   10 - 20 %
   20 - 30 %
   30 - 40 %
   40 - 50 %
   50 - 60 %  ████████████████████ 2
   60 - 70 %
   70 - 80 %
   80 - 90 %
   90 -100 %  ██████████ 1
       100 %  ████████████████████████████████████████ 4

verdicts            task 0  task 1  task 2
accepted                 7       5       5
wrong_answer             1       3       3
mean of the points   8.625    7.75    6.25

failed checks  task 0  task 1  task 2
values              1       3       3

mistakes               students
the kernel is flipped         3

slowest   task  CPU time  of the reference
student7     0    8.00 s                 -
student7     1    8.00 s                 -
student7     2    8.00 s                 -
student6     0    7.00 s                 -
student6     1    7.00 s                 -

similar  the same code but for names: a place to look, never a verdict
  task 0, the same file: student0, student1, student2, student3, student4,
  student5, 2 more

submissions: 1 with points that overrides.csv sets
overrides.csv, line 3: there is no submission of nobody

written to results
  index.html, grades.csv, similar.csv, feedback/, and a JSON file for each
  student (8 new)
"""


def test_the_whole_fits_80_columns_and_says_what_there_is(out: Path, assignment: Assignment) -> None:
    points = [(10, 10, 10)] * 5 + [(10, 6, 0), (10, 6, 0), (0, 0, 0)]
    override(out, "student0,0,9,x", "nobody,0,9,x")
    program = b"def f(a):\n    b = a\n    return b\n"
    records = [
        record(assignment, f"student{n}", each, files={"0": program}, cpu_seconds=n + 1)
        for n, each in enumerate(points)
    ]
    text = shown(out, assignment, *records, run=tally(6, same=2), similar=True)
    assert text.replace(str(out), "results") == WHOLE


def test_nothing_is_coloured_but_in_a_terminal(out: Path, assignment: Assignment) -> None:
    assert "\x1b[" not in shown(out, assignment, record(assignment))
    assert "\x1b[" in shown(out, assignment, terminal=True)


def test_bars_are_plain_where_the_encoding_has_no_others(out: Path, assignment: Assignment) -> None:
    assert "       100 %  ######################################## 1\n" in shown(
        out, assignment, record(assignment), encoding="ascii"
    )


@pytest.mark.parametrize("terminal", [False, True], ids=["a file", "a terminal"])
def test_hostile_names_are_shown_as_escapes(terminal: bool, out: Path, assignment: Assignment) -> None:
    override(out, f"{ESCAPE}!,0,9,x")
    program = b"def f(a):\n    b = a\n    return b\n"
    records = [record(assignment, name, files={"0": program}) for name in (ESCAPE, f"{ESCAPE}?[bold]x[/bold]")]
    run = tally(2, internal=((ESCAPE, ESCAPE),))
    text = shown(out, assignment, *records, run=run, similar=True, terminal=terminal)
    assert "\u202e" not in text
    assert "\x1b[31mred" not in text
    assert text.count("\\x1b[31mred\\u202e") >= 5
    assert "[bold]x[/bold]" in text


def test_an_interrupted_batch_says_how_to_go_on(out: Path, assignment: Assignment) -> None:
    text = shown(out, assignment, record(assignment), run=tally(1), total=5)
    assert text.endswith("\n\nstopped: 4 of 5 are left; the same command goes on with them\n")


def test_sections_are_named_and_what_else_is_nobodys_is_counted(out: Path, assignment: Assignment) -> None:
    asides = (
        Aside("class/b", "it looks like a section", section=True),
        Aside("class/notes.txt", "the course's own"),
        Aside("class/roster.csv", "the course's own"),
    )
    text = shown(out, assignment, record(assignment), asides=asides)
    assert "\nnot graded  class/b: it looks like a section\n" in text
    assert "\nnot graded  2 entries of nobody; `grader submissions` tells why\n" in text


def test_failures_of_the_grader_come_last(out: Path, assignment: Assignment) -> None:
    failure = Finding(check="values", message="it broke", verdict=Verdict.INTERNAL_ERROR)
    broken = record(assignment, "bob", (0, 10, 10), findings=[failure], verdict=Verdict.INTERNAL_ERROR)
    text = shown(out, assignment, broken, run=tally(1, internal=(("bob", "it broke"), ("carl", "no permission"))))
    assert text.endswith(
        "\n\nthe grader failed for 2 submissions, which is no fault of theirs:\n"
        "  bob: it broke\n  carl: no permission\n"
    )


def test_of_many_failures_the_first_are_listed(out: Path, assignment: Assignment) -> None:
    internal = tuple((f"student{n}", "it broke") for n in range(120))
    text = shown(out, assignment, record(assignment), run=tally(120, internal=internal))
    assert text.count("it broke") == MOST_FAILURES
    assert f"  and {120 - MOST_FAILURES} more\n" in text


def test_what_is_to_be_known_about_dates_is_told(out: Path, assignment: Assignment) -> None:
    late = Late(deadline="2026-03-01T12:00:00", percent_per_day=10)
    rules = msgspec.structs.replace(assignment, late=msgspec.convert(msgspec.structs.asdict(late), Late))
    text = shown(out, rules, record(rules), record(rules, "bob", late=True), record(assignment, "carl"))
    assert (
        "\nsubmissions: 1 late, 2 without a date to hold against the deadline, 1 judged by\n"
        "another policy or version than now\n"
    ) in text


def test_a_class_of_nobody_is_said_to_be_so(out: Path, assignment: Assignment) -> None:
    text = shown(out, assignment, run=tally(0), total=3)
    assert "0 submissions, 0 graded now, 0 as before" in text
    assert "stopped: 3 of 3 are left" in text
    assert "mean" not in text


# --- the roster ------------------------------------------------------------------------------------

ROSTER = "name,status\nAda Lovelace,\nBen Brown,\nCem,withdrawn\nKim Lee,\nKim Lee,\n"
ENROLLED = """\
roster  nothing came from 2 of 5 students (1 withdrawn), in doubt: 2, not on it: 1
  nothing came from: Ben Brown
  not on it: zed
  kim-lee may be the one of any of the lines 5, 6: it is taken for none
"""


def test_the_roster_is_told(out: Path, assignment: Assignment) -> None:
    students = [record(assignment, name) for name in ("ada-lovelace", "kim-lee", "zed")]
    result = enrolled(out, assignment, *students, roster=ROSTER)
    stream = io.StringIO()
    found = Overview((), 3, (), 0, frozenset(), ())
    summary.show(result, tally(3), assignment, Console(file=stream, width=200, highlight=False, markup=False), found)
    assert ENROLLED in stream.getvalue()
    assert ": 3 submissions, 3 graded now, 0 as before\n" in stream.getvalue()


def test_how_a_table_was_read_is_told(out: Path, assignment: Assignment) -> None:
    out.mkdir()
    (out / "overrides.csv").write_bytes("student,task,points,reason\nada,1,9,é\n".encode("cp1252"))
    said = " ".join(shown(out, assignment, record(assignment)).split())
    assert "overrides.csv, line 2: not UTF-8, read as Windows-1252; to be sure, save it as CSV UTF-8" in said
