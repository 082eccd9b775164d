"""Makes folders with an assignment that is the reference's but for what a test wants to be otherwise."""

import re
import shutil
from pathlib import Path

import reference

TEXT = reference.ASSIGNMENT.read_text(encoding="utf-8")


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
    shutil.copytree(reference.FOLDER / "mnist", folder / "mnist", ignore=lambda *_: {"__pycache__"}, dirs_exist_ok=True)
    (folder / "assignment.toml").write_text(text, encoding="utf-8")
    return folder


def first_task(text: str = TEXT) -> str:
    """The same with the first task alone."""
    head, first, *_, scoring = re.split(r"(?m)^(?=\[\[tasks\]\]|\[scoring\])", text)
    return head + first + scoring
