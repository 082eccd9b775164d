"""Makes folders with an assignment that is the reference's but for what a test wants to be otherwise."""

import re
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

import reference
from tests.tasks import FORMS

FILES = tuple(f"{number}-convolve_grayscale_{form}.py" for number, form in enumerate(FORMS))


def with_tasks(files: Collection[str], text: str) -> str:
    """An `assignment.toml` with the tasks of these files alone."""
    head, *tasks, rest = re.split(r"(?m)^(?=\[\[tasks\]\]|\[scoring\])", text)
    chosen = [task for task in tasks if any(f'file = "{file}"' in task for file in files)]
    assert len(chosen) == len(files)
    return head + "".join(chosen) + rest


TEXT = with_tasks(FILES, reference.ASSIGNMENT.read_text(encoding="utf-8"))
"""What the reference says, with the tasks alone that the samples have, whatever others it has."""


def edited(*changes: tuple[str, str], text: str = TEXT) -> str:
    """The text of an `assignment.toml` with something else where each of these texts is first found."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def folder_with(folder: Path, text: str = TEXT) -> Path:
    """A folder with this `assignment.toml`, and beside it what lies beside the reference's: all that it names."""
    folder.mkdir(parents=True, exist_ok=True)
    for solution in reference.FOLDER.glob("[0-9]*.py"):
        shutil.copy(solution, folder)
    for data in ("mnist", "photographs"):
        shutil.copytree(reference.FOLDER / data, folder / data, ignore=lambda *_: {"__pycache__"}, dirs_exist_ok=True)
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    return folder


def _task(number: int, function: str, *, optional: bool) -> str:
    keys = f'id = "{number}"\ntitle = "{function.title()}"\nfile = "{number}-{function}.py"\nfunction = "{function}"\n'
    arguments = '[tasks.arguments]\nx = { array = "n" }\n'
    return f"\n[[tasks]]\n{keys}{'optional = true' if optional else ''}\n{arguments}"


def _solution(function: str, value: str) -> str:
    return (
        f'#!/usr/bin/env python3\n"""{function.title()} what is given."""\n\n\n'
        f'def {function}(x):\n    """{function.title()} every value."""\n    return {value}\n'
    )


BESIDE = {"double": "2 * x", "negate": "-x", "halve": "x / 2", "lift": "x + 1"}
"""Four functions of one array, and what is right."""
SOLUTIONS = {f"{number}-{name}.py": _solution(name, value) for number, (name, value) in enumerate(BESIDE.items())}
WRONG = {
    file: text.replace("\n\n\n", "\nimport os\n\n\n", 1).replace("    return", "    assert os.sep\n    return")
    for file, text in SOLUTIONS.items()
}
"""Files for the same tasks that break a rule: 4 of 7 points, however many calls a proof has."""


def folder_with_optional(folder: Path, optional: Collection[int] = (2, 3), more: str = "") -> Path:
    """A folder with an assignment of four small tasks, these of them optional; `more` stands at its end."""
    folder.mkdir(parents=True, exist_ok=True)
    tasks = (_task(number, name, optional=number in optional) for number, name in enumerate(BESIDE))
    text = f'name = "Beside"\n{"".join(tasks)}{more}'
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    return hand_in(folder, SOLUTIONS)


def hand_in(folder: Path, files: Mapping[str, str]) -> Path:
    """A folder with these files, as somebody hands it in."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
