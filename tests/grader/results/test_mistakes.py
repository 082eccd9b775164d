"""What was found wrong is told in a few words, which are the same for everybody who made the mistake."""

import pytest

from checks.model import Evidence, Finding, Misconception, Verdict
from checks.model.assignment import Assignment
from checks.model.findings import WrongPart
from checks.model.running import TracebackLine
from grader.results.mistakes import mistakes
from tests.grader.results.records import FLIPPED, WRONG, record

CRASH = Misconception("crash", "an exception in every call", "convolution", "", "")
STOOD = Evidence(traceback=(TracebackLine("0.py", 3, "f"), TracebackLine("0.py", 12, "g")))
SIZE = WrongPart(id="size rows", name="the rows of the result", line=9, written="h - kh")


def said(assignment: Assignment, verdict: Verdict, *findings: Finding) -> list[str]:
    made = record(assignment, points=(0, 10, 10), findings=findings, verdict=verdict)
    return [str(mistake) for mistake in mistakes(made.grade)]


def test_of_what_is_right_nothing_is_said(assignment: Assignment) -> None:
    assert mistakes(record(assignment).grade) == []


@pytest.mark.parametrize("verdict", [Verdict.MISSING, Verdict.INTERNAL_ERROR])
def test_what_was_not_judged_holds_no_mistake(verdict: Verdict, assignment: Assignment) -> None:
    assert said(assignment, verdict, WRONG) == []


@pytest.mark.parametrize(
    ("verdict", "finding", "words"),
    [
        pytest.param(
            Verdict.WRONG_ANSWER, {"message": "x", "misconception": FLIPPED}, "the kernel is flipped", id="a name"
        ),
        pytest.param(
            Verdict.WRONG_ANSWER, {"message": "x", "parts": (SIZE,)}, "wrong: the rows of the result", id="a part"
        ),
        pytest.param(
            Verdict.WRONG_ANSWER,
            {"message": "fails for most of the calls; the smallest: for x"},
            "fails for most of the calls",
            id="nothing that has a name",
        ),
        pytest.param(
            Verdict.RULE_VIOLATION,
            {"check": "imports", "message": "`numpy.convolve` is not allowed by the course"},
            "uses np.convolve",
            id="a function that is not allowed",
        ),
        pytest.param(
            Verdict.RULE_VIOLATION,
            {"check": "imports", "message": "`scipy` is not allowed: use numpy alone; line 9 uses it"},
            "uses scipy",
            id="a library",
        ),
        pytest.param(
            Verdict.RULE_VIOLATION,
            {
                "check": "imports",
                "message": "`helpers` is none of the task files; line 9",
            },
            "uses a helper file, helpers",
            id="a helper file",
        ),
        pytest.param(
            Verdict.RULE_VIOLATION,
            {"check": "loops", "message": "3 `for` statements, at most 2 are allowed (lines 8, 9 and 10)"},
            "three loops",
            id="a loop more",
        ),
        pytest.param(
            Verdict.RULE_VIOLATION,
            {"check": "loops", "message": "`[f(x) for x in y]` is a comprehension, which is a loop"},
            "a comprehension",
            id="a comprehension",
        ),
        pytest.param(
            Verdict.RULE_VIOLATION,
            {"check": "loops", "message": "`while` is a loop; only `for` statements are allowed"},
            "while is a loop",
            id="a while",
        ),
        pytest.param(
            Verdict.TIME_LIMIT,
            {"message": "still computing when the CPU time was up, for images (1, 4, 5) with a kernel (3, 3)"},
            "still computing when the CPU time was up",
            id="a limit",
        ),
        pytest.param(
            Verdict.RUNTIME_ERROR,
            {"message": "ValueError: operands could not be broadcast together, for x", "evidence": STOOD},
            "ValueError in line 12",
            id="an exception",
        ),
        pytest.param(
            Verdict.RUNTIME_ERROR,
            {"message": "fails for every shape; the smallest: IndexError: x", "misconception": CRASH, "line": 7},
            "IndexError in line 7",
            id="an exception whose name says no more",
        ),
        pytest.param(
            Verdict.RUNTIME_ERROR,
            {
                "message": "did you mean `images`? There is no `image`; NameError: name 'image' is not defined",
                "line": 8,
            },
            "misspelt name: image in line 8",
            id="a misspelt name",
        ),
    ],
)
def test_a_mistake_has_its_words(
    verdict: Verdict, finding: dict[str, object], words: str, assignment: Assignment
) -> None:
    assert said(assignment, verdict, Finding(**{"check": "proof", **finding})) == [words]  # type: ignore[arg-type]


def test_a_rule_comes_before_the_causes_and_does_not_hide_them(assignment: Assignment) -> None:
    loops = Finding(check="loops", message="3 `for` statements, at most 2 are allowed")
    assert said(assignment, Verdict.RULE_VIOLATION, loops, WRONG) == ["three loops", "the kernel is flipped"]


def test_the_same_mistake_is_counted_as_one_whatever_line_it_is_in(assignment: Assignment) -> None:
    found = [
        mistakes(record(assignment, points=(0, 10, 10), verdict=Verdict.RUNTIME_ERROR, findings=[each]).grade)[0]
        for each in (Finding(check="runs", message="ValueError: x", line=line) for line in (3, 9))
    ]
    assert {mistake.what for mistake in found} == {"ValueError"}
