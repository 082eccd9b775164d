"""Makes folders with an assignment that is the reference's but for what a test wants to be otherwise."""

import re
import shutil
from collections.abc import Collection
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
