"""Grades to make pages of: one with a bit of everything, and one in which every text is hostile."""

import hashlib
import struct
from datetime import UTC, datetime

import msgspec

from checks.model import (
    Beside,
    CheckResult,
    Evidence,
    Exhibit,
    Figure,
    Finding,
    Grade,
    Mark,
    Misconception,
    Panel,
    Pixels,
    Score,
    Severity,
    Source,
    Status,
    TaskGrade,
    TracebackLine,
    Verdict,
    Zeros,
)
from checks.model.assignment import Assignment
from grader.report.provenance import Provenance
from tests.tasks import FORMS, of

HOSTILE = (
    "</script></style><img src=x onerror=\"document.title='owned'\">'\"\u202e\x1b[31m\x00\ud800{{ 7 * 7 }}{% raw %}"
)
DATE = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
MADE = Provenance(
    grader="0.2.0",
    grading="0a1b2c3d5e6f7a8b" * 4,
    assignment="f0e0d0c0b0a06050" * 4,
    libraries={"Python": "3.11.7", "numpy": "2.4.6", "scipy": "1.17.1"},
    graded=DATE,
    command="grader grade . --isolation full",
)
TEXT = """#!/usr/bin/env python3
\"\"\"A valid convolution\"\"\"
import numpy as np


def convolve_grayscale_valid(images, kernel):
    \"\"\"Images and a kernel\"\"\"
    m, h, w = images.shape
    kh, kw = kernel.shape
    kernel = np.flip(kernel)
    convolved = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(kh):
        for j in range(kw):
            convolved += kernel[i, j] * images[:, i:i + h - kh + 1, j:j + w - kw + 1]
    return convolved
"""
FLIPPED = Misconception(
    id="flipped_kernel",
    name="the kernel is flipped",
    concept="convolution",
    explanation="The kernel is rotated by 180 degrees.",
    hint="Leave the kernel as it is: no `np.flip`.",
)
COUNTEREXAMPLE = Evidence(
    case="the smallest that fails",
    panels=(
        Panel("image", ((1.0, 0.0),), slice=(0,), marks=(Mark("under", ((0, 0), (0, 1)), "under the kernel"),)),
        Panel("kernel", ((1.0, 0.0),)),
        Panel("expected", ((1.0,),), "expected", (0,), marks=(Mark("asked", ((0, 0),)),)),
        Panel("returned", ((0.0,),), "returned", (0,), marks=(Mark("wrong", ((0, 0),)),)),
    ),
    index=(0, 0, 0),
    sum="[0, 0]: 1*1 + 0*0 = 1",
    snippet="import numpy as np\nassert False",
)
PROOF = Finding(
    check="proof",
    message="fails for 451 of 487 calls; the smallest: 0 instead of 1 at [0, 0, 0]",
    reason=FLIPPED.explanation,
    hint=FLIPPED.hint,
    line=10,
    evidence=COUNTEREXAMPLE,
    misconception=FLIPPED,
)
VALUES = Finding(
    check="values", message="6 of 6 values differ", evidence=Evidence(right=("a 1x1 kernel",), wrong=("x", "y"))
)
STYLE = Finding(check="style", message="E501 line too long (85 > 79 characters)", severity=Severity.WARNING, line=14)
NOTE = Finding(check="shapes", message="(9, 28, 28) -> (9, 26, 26)", severity=Severity.NOTE)


def pixels(*rows: tuple[float, ...]) -> Pixels:
    values = [value for row in rows for value in row]
    return Pixels(len(rows), len(rows[0]), struct.pack(f"<{len(values)}f", *values))


def coloured(*rows: tuple[tuple[float, float, float], ...]) -> Pixels:
    values = [value for row in rows for colour in row for value in colour]
    return Pixels(len(rows), len(rows[0]), struct.pack(f"<{len(values)}f", *values), 3)


AROUND = "zeros: 0 above, 0 below, 1 left, 1 right"
EXHIBIT = Exhibit(
    title="On a digit",
    subject="digit 3 of MNIST",
    call="The handout's call on digit 3 of MNIST",
    right="On this digit every value is right",
    sizes="2 \N{MINUS SIGN} 1 + 1 = 2 rows, 3 + 1 + 1 \N{MINUS SIGN} 3 + 1 = 3 columns",
    figures=(
        Figure(
            name="image",
            pixels=pixels((0, 0.5, 1), (0, 1, 0)),
            note=AROUND,
            alt=f"Digit 3, 2 by 3 pixels; {AROUND}; the kernel at its first place is outlined",
            zeros=Zeros((0, 0), (1, 1)),
            outlined=(1, 3),
        ),
    ),
    panels=(Panel("kernel", ((1.0, 0.0, -1.0),)),),
    results=(Beside(pixels((-0.5, -1, 0.5), (-1, 0, 1)), pixels((0.5, 1, -0.5), (1, 0, -1))),),
    expected_shape=(9, 2, 3),
    returned_shape=(9, 2, 3),
)


def exhibited(returned: Pixels | None, shape: tuple[int, ...] | None = (9, 2, 3), **more) -> Exhibit:
    """The exhibit, with another result."""
    result = msgspec.structs.replace(EXHIBIT.results[0], returned=returned, **more)
    return msgspec.structs.replace(EXHIBIT, results=(result,), returned_shape=shape)


RED, GREEN, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 0)
PHOTOGRAPH = coloured((RED, GREEN, BLACK), (BLACK, RED, (10, 20, 30)))
SHARPEN = ((0, -1, 0), (-1, 5, -1), (0, -1, 0))
CHANNELS = tuple(Panel("kernel", SHARPEN, slice=(n,), last_axis="channel") for n in range(3))


def photographed(*results: Beside, shape: tuple[int, ...] = (9, 2, 3)) -> Exhibit:
    """An exhibit of a photograph, with a kernel of three channels."""
    figure = msgspec.structs.replace(EXHIBIT.figures[0], pixels=PHOTOGRAPH)
    return msgspec.structs.replace(
        EXHIBIT, figures=(figure,), panels=CHANNELS, results=results, expected_shape=shape, returned_shape=shape
    )


def of_kernels(names: tuple[str, ...] = ("kernel 0", "kernel 1", "kernel 2")) -> Exhibit:
    """An exhibit with a result of each kernel, the last of which is wrong, and nothing beside them."""
    right, other = EXHIBIT.results[0].expected, EXHIBIT.results[0].returned
    results = [Beside(right, right, name=name, panels=CHANNELS) for name in names]
    results[-1] = msgspec.structs.replace(results[-1], returned=other)
    return msgspec.structs.replace(photographed(*results, shape=(9, 2, 3, 3)), panels=())


def source(name: str, data: bytes) -> Source:
    return Source(name, data, hashlib.sha256(data).hexdigest(), executable=True)


def result(check: str, status: Status, points: float, possible: float, *findings: Finding) -> CheckResult:
    return CheckResult(check, status, points, possible, findings)


def mixed(assignment: Assignment) -> Grade:
    """The valid convolution is wrong, the same one is right, the one with padding is not there."""
    first, second, third = (of(assignment, form) for form in FORMS)
    wrong = TaskGrade(
        task=first,
        verdict=Verdict.WRONG_ANSWER,
        score=Score(6.29, 10),
        source=source(first.file, TEXT.encode()),
        cpu_seconds=0.1,
        checks=(
            result("proof", Status.FAILED, 0.08, 1, PROOF),
            result("values", Status.FAILED, 0.21, 3, VALUES),
            result("style", Status.WARNED, 0.25, 0.25, STYLE),
            result("source", Status.PASSED, 0, 0),
            result("shapes", Status.PASSED, 2, 2, NOTE),
            result("repeatable", Status.SKIPPED, 0, 0),
        ),
        note="A policy took some points.",
        exhibit=EXHIBIT,
    )
    right = TaskGrade(
        task=second,
        verdict=Verdict.ACCEPTED,
        score=Score(10, 10),
        source=source(second.file, TEXT.replace("    kernel = np.flip(kernel)\n", "").encode()),
        cpu_seconds=0.1,
        checks=(result("source", Status.PASSED, 0, 0), result("values", Status.PASSED, 3, 3)),
        exhibit=exhibited(EXHIBIT.results[0].expected),
    )
    gone = Finding(check="source", message="the file is not handed in yet", verdict=Verdict.MISSING)
    checks = (result("source", Status.FAILED, 0, 0, gone),)
    missing = TaskGrade(third, Verdict.MISSING, Score(0, 10), None, None, checks)
    readme = Finding(check="readme", message="there is no README.md", severity=Severity.WARNING)
    folder = (result("readme", Status.WARNED, 0, 0, readme),)
    return Grade(assignment.name, "ada", "full", (wrong, right, missing), folder, Score(16.29, 30), passed=False)


def in_colour(assignment: Assignment) -> Grade:
    """A photograph with a kernel of three channels; the same with three kernels; and one that comes back smaller."""
    grade = mixed(assignment)
    image = coloured(*((RED, GREEN, BLACK, (250, 250, 240)) * 8,) * 32)
    figure = msgspec.structs.replace(EXHIBIT.figures[0], pixels=image, zeros=Zeros((1, 1), (1, 1)), outlined=(3, 3))
    right, wrong = (pixels(*(tuple(n * sign for n in range(28)),) * 30) for sign in (1.0, -1.0))
    small = coloured(*((RED, GREEN) * 8,) * 16), coloured(*((RED, BLACK) * 8,) * 16)
    exhibits = (
        photographed(Beside(right, wrong)),
        of_kernels(),
        msgspec.structs.replace(photographed(Beside(*small)), panels=()),
    )
    tasks = (
        msgspec.structs.replace(grade.tasks[0], exhibit=msgspec.structs.replace(exhibit, figures=(figure,)))
        for exhibit in exhibits
    )
    return msgspec.structs.replace(grade, tasks=tuple(tasks))


def hostile(assignment: Assignment, text: str = HOSTILE) -> Grade:
    """One task, in which the student wrote the same everywhere."""
    evidence = Evidence(
        case=text,
        panels=(
            Panel(text, ((float("nan"), text),), slice=(0,), shape=(9, 9), marks=(Mark("under", ((0, 0),), text),)),
            Panel(text, ((float("inf"),),), zeros=Zeros((1, 0), (0, 1), text)),
            Panel(text, ((1.0,),), "expected", marks=(Mark("asked", ((0, 0),)),)),
            Panel(text, ((float("-inf"),),), "returned", marks=(Mark("wrong", ((0, 0),), text),)),
        ),
        index=(0, 0),
        right=(text,),
        wrong=(text, text),
        sum=text,
        snippet=text,
        traceback=(TracebackLine(text, 3, text),) * 30,
        printed=text,
    )
    misconception = Misconception(text, text, text, text, text)
    finding = Finding(
        check="runs", message=text, reason=text, hint=text, line=2, evidence=evidence, misconception=misconception
    )
    elsewhere = Finding(check="runs", message=text, reason=text, hint=text, file=text, line=2)
    note = Finding(check="runs", message=text, hint=text, severity=Severity.NOTE, line=1)
    warning = Finding(check="runs", message=text, hint=text, severity=Severity.WARNING, line=10**6)
    task = of(assignment, "valid")
    graded = TaskGrade(
        task=task,
        verdict=Verdict.RUNTIME_ERROR,
        score=Score(1, 10),
        source=source(task.file, "\n".join([text] * 5).encode("utf-8", "surrogatepass")),
        cpu_seconds=None,
        checks=(result("runs", Status.FAILED, 0, 1, finding, elsewhere, note, warning),),
        note=text,
    )
    odd = pixels((float("nan"), float("inf")), (float("-inf"), 3e38))
    figure = Figure(text, pixels((0, 1)), text, text, Zeros((1, 0), (0, 1)), (1, 1))
    kernel = Panel(text, ((text,),))
    colours = coloured(((0, 128, 255), (float("nan"), 0, 0)))
    drawn = Exhibit(
        *(text, text, text, text, text, (figure, msgspec.structs.replace(figure, pixels=colours)), (kernel,)),
        results=(
            Beside(pixels((1, 2), (3, 4)), odd),
            Beside(
                colours,
                colours,
                (2, 3),
                text,
                (kernel, kernel, msgspec.structs.replace(kernel, slice=(0,), last_axis=text)),
            ),
        ),
        expected_shape=(1, 2, 2),
        returned_shape=(1, 2, 2),
    )
    folder = (result("readme", Status.WARNED, 0, 0, warning),)
    graded = msgspec.structs.replace(graded, exhibit=drawn)
    return Grade(assignment.name, text, "limits", (graded,), folder, Score(1, 10), passed=False)
