"""Programs that students might have written, each in the folder of the misconception that is to be named.

A line that ends with `# the cause` is the one that the report has to point at.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

import reference
from checks.exercises.causes.told import NO_CAUSE
from checks.exercises.convolution.diagnosis.names import misconceptions
from checks.exercises.convolution.form import form_of
from checks.exercises.convolution.snippet import snippet
from checks.model import Array, Severity
from checks.model.assignment import Assignment, Task
from grader.sandbox.client import Sandbox
from tests.conftest import ROOT
from tests.forks import Forks
from tests.grading import SUBMISSIONS
from tests.manual.misconceptions import is_current
from tests.proving import finding, proved
from tests.tasks import STRIDED, named, of

FOLDER = ROOT / "tests" / "programs"
PROGRAMS = sorted((FOLDER / "misconceptions").glob("*/*.py"))
COMBINED = sorted((FOLDER / "combined").glob("*.py"))
FILES = "[0-9]-convolve_grayscale_*.py"
RIGHT = [
    *sorted(reference.FOLDER.glob(FILES)),
    *(path for path in sorted(SUBMISSIONS.glob(f"correct_*/{FILES}")) if "helper_functions" not in path.parent.name),
    *sorted((FOLDER / "right").glob("*.py")),
]
WORDS = dict(zip(("strided", "channels", "several"), STRIDED, strict=True))
MARK = "# the cause"
WIDTH = 80  # of a terminal
INDENTED = 8  # what a snippet is indented by


@pytest.fixture(scope="module")
def python() -> Iterator[Forks]:
    """Runs a snippet as a student would."""
    with Forks("numpy") as made:
        yield made


def task_of(path: Path, assignment: Assignment) -> Task:
    """The task that a file's name begins with, or that it is the file of."""
    word = path.stem.partition("_")[0]
    if word in WORDS:
        return named(assignment, WORDS[word])
    return next(task for task in assignment.tasks if word == form_of(task) or path.name == task.file)


def sentence(path: Path) -> str:
    return f"{path.parent.name} {path.stem.replace('_', ' ')}"


@pytest.mark.parametrize("path", RIGHT, ids=sentence)
def test_a_right_solution_is_proved_wholly(path: Path, whole: Assignment, digits: Array, box: Sandbox) -> None:
    found = finding(proved(task_of(path, whole), path.read_text(), whole, digits, box))
    assert found.severity is Severity.NOTE
    assert found.message.startswith("verified on ")
    assert found.misconception is None


@pytest.mark.parametrize("path", PROGRAMS, ids=sentence)
def test_the_misconception_has_its_name_and_its_line_and_its_snippet_shows_it(
    path: Path, whole: Assignment, digits: Array, box: Sandbox, python: Forks, tmp_path: Path
) -> None:
    task = task_of(path, whole)
    found = finding(proved(task, path.read_text(), whole, digits, box))
    assert found.misconception is not None, found.message
    assert found.misconception.id == path.parent.name
    assert [found.line] == (marked(path) or [found.line])
    assert is_current("convolution", path, found), "the manual shows another: python -m tests.manual.misconceptions"
    shows_it(python, found.evidence.snippet, task, path, tmp_path)


OF_ONE_KIND = {  # what explains every call of one kind, and the kind
    "padding_output_size_and_clipped": ("output_size", "For a padding of (0, 0): "),
    "padding_swapped_padding_and_flipped": ("flipped_kernel", "For paddings (p, p): "),
    "padding_zero_slice_and_swapped_sides": ("kernel_sides_swapped", "For a padding without a 0: "),
    "same_edge_padding_and_one_more": ("edge_padding", "For odd kernels: "),
    "same_even_kernel_and_integers": ("integer_output", "For odd kernels: "),
    "same_even_kernel_and_second_image": ("even_kernel_one_short", "For a single image: "),
    "same_square_and_even_kernels": ("square_kernels_only", "For odd kernels: "),
    "strided_one_stride_and_flipped": ("flipped_kernel", "For a stride (s, s): "),
    "strided_same_not_halved_and_window_lost": ("last_window_lost", "For a padding other than 'same': "),
    "valid_batch_lost_and_flipped": ("flipped_kernel", "For a single image: "),
    "valid_fixed_kernel_and_integers": ("fixed_kernel_size", "For square images: "),
    "valid_swapped_images_and_short_range": ("unfilled_outputs", "For square images: "),
    "valid_swapped_sides_and_averaged": ("averaged", "For square kernels: "),
    "valid_swapped_sides_and_first_image": ("first_image_only", "For square kernels: "),
}


@pytest.mark.parametrize("path", COMBINED, ids=sentence)
def test_of_two_mistakes_one_is_told_for_the_calls_that_it_explains_wholly(
    path: Path, whole: Assignment, digits: Array, box: Sandbox, python: Forks, tmp_path: Path
) -> None:
    task = task_of(path, whole)
    found = finding(proved(task, path.read_text(), whole, digits, box))
    cause, kind = OF_ONE_KIND.get(path.stem, ("", NO_CAUSE))
    assert (found.misconception.id if found.misconception else "") == cause
    assert found.reason.startswith(kind)
    shows_it(python, found.evidence.snippet, task, path, tmp_path)


def marked(path: Path) -> list[int]:
    """The line to look at, if the file says which."""
    return [number for number, line in enumerate(path.read_text().splitlines(), 1) if line.endswith(MARK)]


def shows_it(python: Forks, snippet: str, task: Task, path: Path, folder: Path) -> None:
    """The snippet fails with the program and goes through with a right one, and can be read in a terminal."""
    assert max(map(len, snippet.splitlines())) <= WIDTH - INDENTED
    codes = ends(python, snippet, folder, task, path.read_text(), *rights(task))
    assert next(codes) != 0
    assert 0 in codes


def rights(task: Task) -> list[str]:
    """The model solution, and where several conventions of `same` are right, programs that follow the usual ones."""
    words = [word for word, function in WORDS.items() if function == task.function]
    others = [path for word in words for path in sorted((FOLDER / "right").glob(f"{word}_*.py"))]
    return [path.read_text() for path in (reference.FOLDER / task.file, *others)]


def ends(python: Forks, snippet: str, folder: Path, task: Task, *programs: str) -> Iterator[int]:
    """How the snippet ends beside each of these programs, run when it is asked for."""
    for number, program in enumerate(programs):
        (folder / str(number)).mkdir(exist_ok=True)
        (folder / str(number) / task.file).write_text(program)
        yield python.run(snippet, folder / str(number)).code


AFTER = """
import numpy as np


def convolve_grayscale_same(images, kernel):
    m, h, w = images.shape
    kh, kw = kernel.shape
    padded = np.pad(images, ((0, 0), ((kh - 1) // 2, kh // 2), ((kw - 1) // 2, kw // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kh, kw), (1, 2))
    return np.einsum("mhwij,ij->mhw", windows, kernel)
"""


def test_a_snippet_takes_every_right_answer_to_an_even_kernel(assignment, digits, box, python, tmp_path: Path) -> None:
    task = of(assignment, "same")
    path = FOLDER / "misconceptions" / "even_kernel_one_short" / "same_taps.py"
    snippet = finding(proved(task, path.read_text(), assignment, digits, box)).evidence.snippet
    assert "left open" in snippet
    shows_it(python, snippet, task, path, tmp_path)
    assert [*ends(python, snippet, tmp_path, task, AFTER)] == [0]


def test_a_snippet_takes_float32_work_and_finds_what_the_check_finds(
    assignment, digits, box, python: Forks, tmp_path: Path
) -> None:
    task = of(assignment, "valid")
    right = (SUBMISSIONS / "correct_float32_both" / task.file).read_text()
    wrong = right.replace("return convolved", "return convolved + 1e-5")
    run = proved(task, wrong, assignment, digits, box)
    for failing in [fact for fact in run.facts if not fact.right][::8]:
        program = snippet(run, failing, memory_shows=False)
        assert [code != 0 for code in ends(python, program, tmp_path, task, wrong, right)] == [True, False]


def test_every_misconception_has_two_programs_or_more() -> None:
    counts = {name: sum(path.parent.name == name for path in PROGRAMS) for name in misconceptions()}
    assert {name for name, count in counts.items() if count < 2} == {"other_reading"}  # which a policy has to ask for
    assert {path.parent.name for path in PROGRAMS} <= misconceptions().keys()
    assert sum(bool(marked(path)) for path in PROGRAMS) > len(PROGRAMS) * 0.9


def test_every_misconception_is_about_a_word_of_the_handout() -> None:
    words = {"convolution", "kernel", "padding", '"same"', '"valid"', "stride", "channels", "images"}
    for misconception in misconceptions().values():
        assert misconception.concept in words
        assert misconception.explanation.endswith(".")
        assert misconception.hint.endswith((".", ")"))
