import pytest

from checks.model import Array, Case, Observation, Outcome, TracebackLine, Verdict
from checks.model.assignment import Assignment
from tests.checks.runs import FAMILIES, judged, made, right

BROADCAST = "ValueError: operands could not be broadcast together with shapes (2,1,2) (2,2)"
LINE = (TracebackLine("0-convolve_grayscale_valid.py", 12, "f"),)


def ends(outcome: Outcome, detail: str = "", from_case: int = 0):
    """The observations of a process that ends in a case and runs no more."""
    seen: list[Case] = []

    def instead(case: Case) -> Observation | None:
        seen.append(case)
        if len(seen) <= from_case:
            return None
        return Observation(outcome if len(seen) == from_case + 1 else Outcome.NOT_RUN, detail=detail)

    return instead


def test_calls_that_return_yield_nothing(assignment: Assignment, digits: Array) -> None:
    assert judged("runs", made(assignment, digits)) == []


def test_an_exception_is_told_with_its_line_the_smallest_call_and_how_often(assignment, digits) -> None:
    def instead(case: Case) -> Observation | None:
        if case.family == "even_kernels":
            return Observation(Outcome.RAISED, detail=BROADCAST, traceback=LINE)
        return None

    (finding,) = judged("runs", made(assignment, digits, instead=instead))
    assert finding.line == 12
    assert finding.file == ""
    assert "for images (2, 5, 6) with a kernel (2, 2), and in other calls, too" in finding.message
    assert "The window is 1x2 where the kernel is 2x2." in finding.hint
    assert finding.evidence.wrong == (FAMILIES["even_kernels"],)
    assert FAMILIES["mnist"] in finding.evidence.right


def test_an_exception_in_another_file_of_the_student_names_that_file(assignment, digits) -> None:
    line = (TracebackLine("1-convolve_grayscale_same.py", 3, "g"),)
    raised = Observation(Outcome.RAISED, detail="ValueError", traceback=line)
    (finding,) = judged("runs", made(assignment, digits, instead=lambda case: raised))
    assert (finding.file, finding.line) == ("1-convolve_grayscale_same.py", 3)


@pytest.mark.parametrize(
    ("outcome", "detail", "verdict", "words"),
    [
        (Outcome.TIME_LIMIT, "cpu", Verdict.TIME_LIMIT, "still computing"),
        (Outcome.TIME_LIMIT, "wall", Verdict.TIME_LIMIT, "still waiting"),
        (Outcome.TIME_LIMIT, "partly", Verdict.TIME_LIMIT, "computed only a part"),
        (Outcome.MEMORY_LIMIT, "", Verdict.MEMORY_LIMIT, "more memory"),
        (Outcome.OUTPUT_LIMIT, "", Verdict.OUTPUT_LIMIT, "more text printed"),
        (Outcome.FORBIDDEN, "", Verdict.FORBIDDEN, "a call to the system"),
        (Outcome.CRASHED, "SIGSEGV", Verdict.RUNTIME_ERROR, "crashed (SIGSEGV)"),
        (Outcome.CRASHED, "SIGKILL", Verdict.RUNTIME_ERROR, "was killed (SIGKILL)"),
        (Outcome.EXITED, "0", Verdict.RUNTIME_ERROR, "ended by itself (exit code 0)"),
        (Outcome.GARBLED, "bytes", Verdict.RUNTIME_ERROR, "something else than the answer"),
    ],
)
def test_each_end_has_its_words_and_verdict(outcome, detail, verdict, words, assignment, digits) -> None:
    (finding,) = judged("runs", made(assignment, digits, instead=ends(outcome, detail)))
    assert finding.verdict is verdict
    assert words in finding.message
    assert finding.hint
    # The cases after it were not run: nothing is said of them.
    assert (finding.evidence.right, finding.evidence.wrong) == ((), ())


def test_a_time_limit_is_told_before_exceptions_that_are_more(assignment: Assignment, digits: Array) -> None:
    stop = ends(Outcome.TIME_LIMIT, "cpu", from_case=20)

    def instead(case: Case) -> Observation | None:
        name = ("ValueError", "TypeError", "KeyError", "IndexError")[int(case.id.rpartition("-")[2]) % 4]
        return stop(case) or Observation(Outcome.RAISED, detail=name)

    findings = judged("runs", made(assignment, digits, instead=instead))
    assert findings[0].verdict is Verdict.TIME_LIMIT
    assert len(findings) == 3


def test_a_function_that_is_not_there_once_the_file_is_loaded_is_told(assignment, digits) -> None:
    nothing = Observation(Outcome.NOT_RUN)
    (finding,) = judged("runs", made(assignment, digits, instead=lambda case: nothing))
    assert "no function `convolve_grayscale_valid`" in finding.message


def test_what_a_student_raises_is_shown_harmlessly(assignment, digits) -> None:
    raised = Observation(Outcome.RAISED, detail="ValueError: \x1b[31m\u202e")
    (finding,) = judged("runs", made(assignment, digits, instead=lambda case: raised))
    assert "\x1b" not in finding.message
    assert "\u202e" not in finding.message


def test_a_hidden_case_and_a_visible_one_are_told_apart(assignment: Assignment, digits: Array) -> None:
    raised = Observation(Outcome.RAISED, detail="ValueError")
    run = made(assignment, digits, hidden=("mnist",), instead=lambda case: raised)
    assert sorted(finding.hidden for finding in judged("runs", run)) == [False, True]


def test_right_is_what_it_says(digits: Array) -> None:
    assert right(digits[:1], digits[0]).shape == (1, 1, 1)
