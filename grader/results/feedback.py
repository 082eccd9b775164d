"""Students' pages as the platforms take them back: an archive whose names say whose each page is.

Moodle ("Upload multiple feedback files in a zip") takes a name apart at its first four underscores: the full name, the
participant's number, `assignsubmission` and `file`; the rest is what the file is called. Canvas ("Upload submissions")
takes the first two parts that are digits for the student's and the attachment's number, where grading is anonymous the
two behind `anon`; the page becomes a comment, under the name of that attachment. Both pass over what they do not know.
"""

import re
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from grader.intake.entries import Entry
from grader.results import files

PAGE = "feedback.html"
_LONGEST = 100  # characters of a name, which is for people


def moodle(entry: Entry) -> str | None:
    """What a page is called for Moodle, which must have given the student a number."""
    number = entry.ids.get("moodle_id", "")
    if entry.layout != "moodle" or not re.fullmatch(r"\d+", number, re.ASCII):
        return None
    return f"{_plain(entry.ids.get('full_name') or entry.student)}_{number}_assignsubmission_file_{PAGE}"


def canvas(entry: Entry) -> str | None:
    """What a page is called for Canvas, which must have given numbers to the student and to a file."""
    user, attachment = (entry.ids.get(key, "") for key in ("canvas_user_id", "canvas_submission_id"))
    known = re.fullmatch(r"\d+|anon_[0-9A-Za-z]+", user, re.ASCII) and re.fullmatch(r"\d+", attachment, re.ASCII)
    if entry.layout != "canvas" or not known:
        return None
    who = "" if user.startswith("anon_") else _plain(entry.ids.get("canvas_name", "")).replace(" ", "")
    told = [who] if who and not who.isdigit() and who != "anon" else []
    return "_".join([*told, user, attachment, PAGE])


def _plain(name: str) -> str:
    """The letters and digits of a name: nothing that parts it, or leads out of a folder."""
    return " ".join(re.sub(r"[\W_]+", " ", name).split())[:_LONGEST].strip() or "Student"


PLATFORMS: dict[str, Callable[[Entry], str | None]] = {"moodle": moodle, "canvas": canvas}


class PageArchive:
    """The archive for one platform, which takes its place at the end of `with`."""

    def __init__(self, folder: Path, platform: str) -> None:
        self.path, self.written, self.others = folder / f"feedback-{platform}.zip", 0, 0
        self._name, self._stack = PLATFORMS[platform], ExitStack()
        self._names: set[str] = set()

    def __enter__(self) -> "PageArchive":
        stream = self._stack.enter_context(files.replacing_bytes(self.path))
        self._archive = self._stack.enter_context(zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with files.told(self.path):
            self._stack.__exit__(kind, error, at)

    def add(self, entry: Entry, page: Callable[[], str]) -> bool:
        """One student's page; who did not come from the platform, or is there already, is counted.

        Raises:
            ResultsError: the disk is full.
        """
        name = self._name(entry)
        if name is None or name in self._names:
            self.others += 1
            return False
        self._names.add(name)
        info = zipfile.ZipInfo(name)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
        text = page().encode("utf-8", "backslashreplace")
        with files.told(self.path):
            self._archive.writestr(info, text)
        self.written += 1
        return True
