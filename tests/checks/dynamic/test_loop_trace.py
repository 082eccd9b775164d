import re
from pathlib import Path

import msgspec
import numpy as np
import pytest

from checks.dynamic import loop_trace
from checks.exercises import exercise_of
from checks.model import Array, Finding, Job, Outcome, Run, Source, TaskFiles
from checks.model.assignment import Assignment
from grader.folders import NOWHERE
from grader.judging import asking, dynamic, trips
from grader.judging.answers import KnownAnswers
from grader.judging.prepared import Prepared
from grader.sandbox.client import Sandbox
from tests.conftest import ROOT
from tests.tasks import of

PROGRAMS = ROOT / "tests" / "programs" / "loops"


def watched(code: str, assignment: Assignment, digits: Array, box: Sandbox, *, values: bool = False) -> Run:
    task = of(assignment, "valid")
    files = TaskFiles(Source(task.file, code.encode(), "", False))
    jobs = (trace(assignment), *([job_of_values(assignment, digits)] if values else []))
    cases = tuple(case for job in jobs for case in job.cases)
    prepared = Prepared(task, assignment, jobs, KnownAnswers(task, assignment, cases, NOWHERE))
    outcomes = trips.run(prepared, files, assignment.limits, box)
    run = dynamic.run_of(prepared, outcomes, {})
    assert loop_trace.applies(run), outcomes.observations
    return run


def found(code: str, assignment: Assignment, digits: Array, box: Sandbox) -> list[Finding]:
    return list(loop_trace.judge(watched(code, assignment, digits, box)))


def programs(kind: str) -> pytest.MarkDecorator:
    paths = sorted((PROGRAMS / kind).glob("*.py"))
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem.replace("_", " "))


@programs("elsewhere")
def test_a_loop_that_runs_in_no_small_call_is_told_whichever_others_are_watched(
    path: Path, assignment: Assignment, digits: Array, box: Sandbox
) -> None:
    for number in range(2):
        run = watched(f"{path.read_text()}# {number}\n", assignment, digits, box, values=True)
        first, *_ = loop_trace.judge(run)
        seen = [case for case in run.cases if run.observations[case.id].activity is not None]
        assert len([case for case in seen if not case.traced]) == 2
        in_one_call = re.search("in the call with (.+)$", first.message)
        assert in_one_call is None or in_one_call[1] in {case.title for case in seen}


def watch_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "watched", lambda _files, _prepared, asked: frozenset(asked.by_size))


@programs("wide")
def test_a_loop_in_parts_of_each_step_is_told_where_a_call_that_is_watched_is_wide(
    path: Path, assignment: Assignment, digits: Array, box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch_all(monkeypatch)
    told = list(loop_trace.judge(watched(path.read_text(), assignment, digits, box, values=True)))
    assert len(told) == 1
    assert "in one step of the `for` statement" in told[0].message


@programs("right")
def test_a_right_solution_is_told_of_no_loop_in_any_call(
    path: Path, assignment: Assignment, digits: Array, box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch_all(monkeypatch)
    run = watched(path.read_text(), assignment, digits, box, values=True)
    returned = [found for found in run.observations.values() if found.outcome is Outcome.RETURNED]
    assert len(returned) > 45
    assert all(found.activity is not None for found in returned)
    assert list(loop_trace.judge(run)) == []
    for case in filter(lambda case: case.traced, run.cases):
        (answer,) = run.expected(case)
        np.testing.assert_allclose(run.observations[case.id].array, answer.array)


@programs("hidden")
def test_a_hidden_loop_is_told_once(path: Path, assignment: Assignment, digits: Array, box) -> None:
    assert len(found(path.read_text(), assignment, digits, box)) == 1


@pytest.mark.parametrize(
    ("program", "line", "message"),
    [
        (
            "a_visit_of_every_value",
            15,
            "`visit` was entered 180 times by line 15, which ran once; it grows with m, h and w",
        ),
        (
            "operators_beside_others_on_a_line",
            18,
            "`__radd__` was entered 54 times by line 18, which ran once; it grows with h and w",
        ),
        (
            "a_while_in_a_generator",
            6,
            "line 6 of `each` ran 54 times though no `for` statement around it went on; it grows with h and w",
        ),
        ("recursion", 10, "`visit` was entered again while it ran, 54 deep; it grows with h and w"),
        (
            "as_many_objects_whatever_the_images_are",
            19,
            "`__radd__` was entered 2,000 times by line 19, which ran once, however small the arrays are",
        ),
        (
            "a_thread_with_a_sort_key",
            None,
            "`visit` was entered 55 times by no line of the file, as a thread or a callback is; it grows with h and w",
        ),
        (
            "one_for_statement_three_deep",
            5,
            "`for` loops ran 3 deep, one within another, down to line 5; 2 are allowed",
        ),
        (
            "a_visit_of_three_in_each_of_twelve_lines",
            39,
            "`__radd__` was entered 15 times by lines 39 to 43 in no step of a `for` statement; "
            "it grows with kh and kw",
        ),
        (
            "sixteen_calls_of_itself_in_a_row",
            16,
            "`visit` was entered 257 times by lines 16 to 50 in no step of a `for` statement, "
            "however small the arrays are",
        ),
        (
            "a_tree_of_functions",
            8,
            "`work` was entered 54 times by lines 8 to 22 in no step of a `for` statement; it grows with h and w",
        ),
        ("code_with_the_file_name_of_a_library", None, "code that is not in the file was made and run: `each`"),
        (
            "a_thread_begun_while_loading",
            28,
            "`__radd__` was entered 54 times by line 28, which ran once; it grows with h and w",
        ),
        (
            "map_out_of_the_builtins",
            20,
            "`work` was entered 54 times by line 20, which ran once; it grows with h and w",
        ),
        ("three_loops", None, "3 `for` statements ran in one call; 2 are allowed"),
        ("a_loop_in_exec", None, "code that is not in the file was made and run: `<module>`"),
        ("the_watch_taken_away", None, "the watch over the call was taken away by sys.settrace"),
    ],
    ids=lambda value: value.replace("_", " ") if isinstance(value, str) and "`" not in value else "",
)
def test_a_finding_says_what_repeats_where_how_often_and_with_what(
    program: str, line: int | None, message: str, assignment: Assignment, digits: Array, box
) -> None:
    first, *_ = found((PROGRAMS / "hidden" / f"{program}.py").read_text(), assignment, digits, box)
    assert (first.line, first.message) == (line, message)


@pytest.mark.parametrize(
    ("loops", "reason", "hint"),
    [
        (
            3,
            "At most 3 `for` statements are allowed; whatever hides another loop still visits the values one by one.",
            "write it as one of the three `for` statements.",
        ),
        (
            1,
            "At most 1 `for` statement is allowed; whatever hides another loop still visits the values one by one.",
            "write it as the one `for` statement.",
        ),
        (
            0,
            "No loop is allowed; whatever hides one still visits the values one by one.",
            "no loop is allowed here, work on whole arrays.",
        ),
    ],
)
def test_what_is_said_follows_the_number_of_loops(
    loops: int, reason: str, hint: str, assignment: Assignment, digits: Array, box: Sandbox
) -> None:
    run = watched(next(iter((PROGRAMS / "hidden").glob("*.py"))).read_text(), assignment, digits, box)
    run = msgspec.structs.replace(run, task=msgspec.structs.replace(run.task, loops=loops))
    found = list(loop_trace.judge(run))
    assert {finding.reason for finding in found} == {reason}
    assert found[-1].hint.endswith(hint)


def job_of_values(assignment: Assignment, digits: Array) -> Job:
    task = of(assignment, "valid")
    return Job("values", exercise_of(task).values(task, assignment.cases, {"digits": digits[:10, :14, :14]}))


def trace(assignment: Assignment) -> Job:
    task = of(assignment, "valid")
    return Job("traced", exercise_of(task).traced(task, assignment.cases, {}))
