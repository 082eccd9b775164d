"""What the text says of an exception comes before the exception, in a grade as students get it."""

from pathlib import Path

import pytest

from checks.model import Finding, Severity, TaskGrade, Verdict
from checks.model.assignment import Assignment
from tests.grading import graded

FILE = "0-convolve_grayscale_valid.py"
HEAD = '#!/usr/bin/env python3\n"""A convolution."""\n'
BODY = '''

def convolve_grayscale_valid(images, kernel):
    """Convolve."""
    return {}
'''
HELPER = HEAD + "from helpers import convolved\n" + BODY.format("convolved(images, kernel)")
LIBRARY = HEAD + "import cv2\n" + BODY.format("[cv2.filter2D(image, -1, kernel) for image in images]")
AT_ONCE = HEAD + "import torch\n\nONE = torch.ones(3)\n" + BODY.format("images")
MISSPELT = HEAD + "import numpy as np\n" + BODY.format("np.zeors(images.shape)")


def task(text: str, folder: Path, assignment: Assignment) -> TaskGrade:
    (folder / FILE).write_text(text)
    return graded(folder, assignment).tasks[0]


def errors(grade: TaskGrade) -> list[Finding]:
    return [each for result in grade.checks for each in result.findings if each.severity is Severity.ERROR]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        pytest.param(
            HELPER, "`helpers` is none of the task files", "Move `convolved` into this file", id="a helper file"
        ),
        pytest.param(LIBRARY, "`cv2` is not allowed: use numpy", "numpy's slices", id="a library in a loop"),
    ],
)
def test_the_rule_is_said_first_and_no_exception_of_what_is_not_there(
    text: str, message: str, hint: str, tmp_path: Path, assignment: Assignment
) -> None:
    grade = task(text, tmp_path, assignment)
    first, *others = errors(grade)
    assert grade.verdict is Verdict.RULE_VIOLATION
    assert first.message.startswith(message)
    assert first.hint.startswith(hint)
    said = [each.message for each in others if each.check in ("proof", "runs")]
    assert (
        said == ["line 8 uses `helpers`: see `imports`" if text is HELPER else "line 8 uses `cv2`: see `imports`"] * 2
    )
    assert not [each for each in others if each.misconception or "Error" in each.message]


def test_a_library_that_ends_the_import_is_said_before_that(tmp_path: Path, assignment: Assignment) -> None:
    grade = task(AT_ONCE, tmp_path, assignment)
    assert grade.verdict is Verdict.NOT_LOADABLE
    first = errors(grade)[0]
    assert first.message.startswith("line 5 uses `torch`, which may not be imported; the file cannot be imported")
    assert "__main__" not in first.hint


def test_a_misspelt_name_is_told_in_full_once(tmp_path: Path, assignment: Assignment) -> None:
    found = errors(task(MISSPELT, tmp_path, assignment))
    assert [each.message.partition(";")[0] for each in found] == [
        "did you mean `np.zeros`? There is no `np.zeors`",
        "there is no `np.zeors`: see `proof`",
    ]
    assert not any(each.evidence.panels or each.evidence.snippet for each in found)
