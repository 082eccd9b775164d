import pytest

from checks.model import Source, Submission, Unreadable
from checks.model.assignment import Assignment
from grader.judging.task_files import task_files
from tests.tasks import of


def handed_in(assignment: Assignment, text: str) -> Submission:
    """Every task's file; the text is the valid convolution's."""
    texts = {task.file: "import numpy" for task in assignment.tasks} | {of(assignment, "valid").file: text}
    files = {name: Source(name, data.encode(), "", executable=False) for name, data in texts.items()}
    return Submission("student", files, has_readme=True)


@pytest.mark.parametrize(
    "text",
    [
        "other = __import__('1-convolve_grayscale_same')",
        "import importlib",
        "name = '1-convolve_grayscale_same'",
    ],
)
def test_a_file_that_can_name_others_is_given_all_of_them(text: str, assignment: Assignment) -> None:
    submission = handed_in(assignment, text)
    files = task_files(of(assignment, "valid"), submission)
    names = {file.name for file in files.others}
    assert names == {task.file for task in assignment.tasks} - {of(assignment, "valid").file}


@pytest.mark.parametrize("text", ["import numpy as np", "", "from math import ceil"])
def test_a_file_that_cannot_name_another_is_given_none(text: str, assignment: Assignment) -> None:
    assert task_files(of(assignment, "valid"), handed_in(assignment, text)).others == ()


def test_what_is_no_file_is_given_none(assignment: Assignment) -> None:
    task = of(assignment, "valid")
    pipe = Unreadable(task.file, "is a pipe", "")
    assert task_files(task, Submission("student", {task.file: pipe}, has_readme=True)).file is pipe
    assert task_files(task, Submission("student", {}, has_readme=True)).file is None
