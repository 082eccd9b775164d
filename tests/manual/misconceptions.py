"""Writes docs/students/misconceptions.md and its pictures, from programs that are really run.

`python -m tests.manual.misconceptions` writes them anew; what has changed is then read in `git diff`. Whether they are
current is seen where these programs are run anyway: in the tests of each kind's diagnosis.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import reference
from checks.exercises.convolution.diagnosis.names import misconceptions as of_convolutions
from checks.exercises.convolution.form import form_of
from checks.exercises.pooling.diagnosis.names import misconceptions as of_poolings
from checks.model import Finding, Misconception
from checks.model.assignment import Assignment, Task
from checks.pipeline import CHECK_IDS
from grader import assignment as assignments
from grader.report.html.environment import sentence
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from tests.conftest import ROOT
from tests.grading import warm, with_policy
from tests.manual.drawing import in_words, picture
from tests.proving import finding, proved
from tests.tasks import STRIDED, named

PAGE = ROOT / "docs" / "students" / "misconceptions.md"
PICTURES = PAGE.parent / "pictures"
PROGRAMS = ROOT / "tests" / "programs"
MARK = "# the cause"
EASIEST = ("valid", "same", "padding", "strided", "channels", "several")
"""The tasks that a program may be for, the one that shows most plainly what is wrong first."""

FRAME = """\
# Mistakes that have a name

Many students make the same mistakes. The grader knows {count} of them by name. Look for the name that your report
says: each has its place below, with what happened, what to do, a line with the mistake, and the smallest call that
shows it.

The pictures are real. A program with the mistake was run, and this is what the report shows of it:

- on top, what the function was given;
- below, what was expected, and beside it what was returned. Nothing beside it means that no array came back, most
  often because of an exception.

The letters are those of the handout. There are m images of h rows and w columns, with c channels. The kernel, or the
window, has kh rows and kw columns. ph rows of zeros go above and below, pw columns of zeros to the left and to the
right. The stride is sh rows and sw columns. There are nc kernels.
"""

CONCEPTS = {
    "convolution": {
        "convolution": (
            "What is worked out",
            "Each value of the result is a sum: of each pixel under the kernel, times the value that lies on it.",
        ),
        "kernel": (
            "The kernel",
            "The small array that is laid on the image, place after place. This course does not flip it.",
        ),
        "images": ("The images and their axes", "All images are convolved at once, each by itself."),
        '"valid"': ("The size of the result", "A kernel of k pixels has n - k + 1 places on n pixels, one by one."),
        "padding": ("The zeros around the images", "With zeros around it, an image gives a larger result."),
        '"same"': ("The zeros of `same`", "With just so many zeros the result is as large as the image."),
        "stride": ("The stride", "How far the kernel moves from one place to the next."),
        "channels": (
            "Channels and several kernels",
            "A colour image has a number for red, one for green and one for blue. The kernel covers all of them.",
        ),
    },
    "pooling": {
        "pooling": (
            "What is worked out",
            "Each value of the result is the largest of a window, or its mean. Nothing is multiplied.",
        ),
        "mode": ("The mode", "`'max'` asks for the largest value of each window, `'avg'` for its mean."),
        "kernel_shape": ("The window", "`kernel_shape` says how many rows and columns a window has."),
        "stride": ("The stride", "How far the window moves from one place to the next."),
        "images": ("The images and their axes", "All images are pooled at once, each by itself."),
        "channels": ("The channels", "Each channel is pooled by itself, so the result has as many."),
    },
}
"""For each kind of exercise what misconceptions are about, in the order of the page: a heading, and what it is."""

KINDS = {"convolution": of_convolutions, "pooling": of_poolings}


class Example(NamedTuple):
    """A program with this mistake, and what the proof of it says."""

    kind: str
    misconception: Misconception
    program: str
    found: Finding

    @property
    def picture_file(self) -> Path:
        """Where its picture lies."""
        return PICTURES / f"{self.kind}-{self.misconception.id}.svg"


def every() -> Iterator[tuple[str, str]]:
    """The kind and the id of each misconception, in the order of the page."""
    for kind, concepts in CONCEPTS.items():
        told = sorted(KINDS[kind]().values(), key=lambda each: list(concepts).index(each.concept))
        yield from ((kind, each.id) for each in told)


def example(kind: str, name: str, whole: Assignment, box: Sandbox) -> Example:
    """The easiest program that has it, run."""
    if (kind, name) == ("convolution", "other_reading"):
        return _narrowed(whole, box)
    path = min((_folder(kind) / name).glob("*.py"), key=_ease)
    task = _task(kind, path, whole)
    return Example(
        kind, KINDS[kind]()[name], path.read_text(), finding(proved(task, path.read_text(), whole, None, box))
    )


def chosen(kind: str, name: str) -> Path:
    """The program that the page shows."""
    return min((_folder(kind) / name).glob("*.py"), key=_ease)


def is_current(kind: str, path: Path, found: Finding) -> bool:
    """Whether the page shows what was found of this program, where it is the one that it shows."""
    name = path.parent.name
    if path != chosen(kind, name):
        return True
    shown = Example(kind, KINDS[kind]()[name], path.read_text(), found)
    return same(shown)


def same(shown: Example) -> bool:
    """Whether the page has just this section, and just this picture."""
    text = PAGE.read_text(encoding="utf-8")
    return f"\n{section(shown)}" in text and picture(shown.found.evidence) == shown.picture_file.read_text()


def _narrowed(whole: Assignment, box: Sandbox) -> Example:
    """A program that is right where all readings of `same` are, for a course that asks for a single one."""
    narrow = with_policy(whole, policy={"conventions": ["tensorflow"]})
    task = named(narrow, STRIDED[0])
    program = (reference.FOLDER / task.file).read_text()
    found = finding(proved(task, program, narrow, None, box))
    return Example("convolution", of_convolutions()["other_reading"], program, found)


def _folder(kind: str) -> Path:
    return PROGRAMS / "misconceptions" if kind == "convolution" else PROGRAMS / "pooling" / "misconceptions"


def _ease(path: Path) -> tuple[int, bool, int, str]:
    """Which to show first: by its task, whether the line with the cause is known, and how short that is."""
    word, lines = path.stem.partition("_")[0], path.read_text().splitlines()
    causes = [len(line.strip()) for line in lines if MARK in line]
    return EASIEST.index(word) if word in EASIEST else 0, not causes, min(causes, default=len(lines)), path.name


def _task(kind: str, path: Path, whole: Assignment) -> Task:
    if kind == "pooling":
        return named(whole, "pool")
    word = path.stem.partition("_")[0]
    if word in EASIEST[3:]:
        return named(whole, STRIDED[EASIEST.index(word) - 3])
    return next(task for task in whole.tasks if word == form_of(task))


def section(shown: Example) -> str:
    """What the page says of one misconception."""
    said, found = shown.misconception, shown.found
    when, _, smallest = found.message.partition("; the smallest: ")
    lines = shown.program.splitlines()
    parts = [f"### {sentence(said.name)}", said.explanation]
    if found.line is not None:
        line = lines[found.line - 1].replace(MARK, "").strip()
        parts.append(f"The line where it is:\n\n```python\n{line}\n```")
    parts.append(f"It {_in_a_sentence(when)}. The smallest call that fails: {_exception_as_code(smallest)}.")
    parts.append(f"![{in_words(found.evidence)}](pictures/{shown.picture_file.name})")
    if found.evidence.sum:
        parts.append(f"Worked out by hand: `{found.evidence.sum}`")
    parts.append(f"**What to do:** {said.hint}")
    return "\n\n".join(parts) + "\n"


def _in_a_sentence(when: str) -> str:
    """When calls fail, such as "right whenever there is one image, fails for some of the calls"."""
    right, mark, fails = when.partition(", fails")
    return f"is {right}{', and fails' if mark else ''}{fails}" if right.startswith("right") else when


def _exception_as_code(text: str) -> str:
    called, mark, raised = text.partition(": ")
    return f"{called}: `{raised}`" if mark else called


def headings(kind: str, concept: str) -> str:
    """What stands above the misconceptions that are about one thing."""
    title, what = CONCEPTS[kind][concept]
    return f"## {sentence(kind)}: {title[0].lower()}{title[1:]}\n\n{what}\n"


def page(examples: list[Example]) -> str:
    """The whole page."""
    parts = [FRAME.format(count=len(examples))]
    for (kind, concept), group in groupby(examples, key=lambda each: (each.kind, each.misconception.concept)):
        parts += [headings(kind, concept), *map(section, group)]
    return "\n".join(parts)


def write(examples: list[Example]) -> None:
    """Write the page and its pictures; pictures that no misconception has any more go."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(examples), encoding="utf-8")
    for shown in examples:
        shown.picture_file.write_text(picture(shown.found.evidence), encoding="utf-8")
    for left in set(PICTURES.glob("*.svg")) - {shown.picture_file for shown in examples}:
        left.unlink()


def main() -> int:
    """Run a program for each misconception, and write what the manual shows of it."""
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        whole, box = assignments.load(reference.FOLDER, CHECK_IDS), warm(tuple(LEVELS))
        write([example(kind, name, whole, box) for kind, name in every()])
    return 0


if __name__ == "__main__":
    sys.exit(main())
