"""The formats that a grade can be shown in, by name: one table for every command that writes a report."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, TextIO, cast

from msgspec import Struct

from checks.model import Grade

if TYPE_CHECKING:
    from grader.report.provenance import Provenance


class Setting(Struct, frozen=True, kw_only=True):
    """What a report is made for, and what it may tell beside the grade.

    `provenance` tells how the grade was made, asked where a format shows it. `folder` is the submission's own,
    seen from the top of its repository ("" for the top); `seconds` is the wall time that grading took. A terminal is
    shown less when `quiet` and more when `verbose`.
    """

    provenance: "Callable[[], Provenance]"
    quiet: bool = False
    verbose: bool = False
    folder: str = ""
    seconds: float | None = None


Show = Callable[[Grade, TextIO, Setting], object]


class Format(Struct, frozen=True):
    """How a grade is written to a stream. `unfinished` makes what stands there until it is, and says why it is not;
    `load` imports what it is made with, which is imported when it is used, too."""

    show: Show
    load: Callable[[], object]
    unfinished: Callable[[str], str] | None = None


def _text(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from rich.console import Console

    from grader.report import text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    text.show(grade, console, quiet=setting.quiet, verbose=setting.verbose)


def _by(name: str, *told: Callable[[Setting], object], stands_in: bool = False) -> Format:
    """The format of the module of this name, whose `render` is told so much beside the grade.

    One that `stands_in` has `unfinished`, too. The module is imported when it is used: each needs much of its own.
    """

    def show(grade: Grade, stream: TextIO, setting: Setting) -> None:
        stream.write(_module(name).render(grade, *(tell(setting) for tell in told)))

    def unfinished(why: str) -> str:
        return cast(str, _module(name).unfinished(why))

    return Format(show, lambda: _module(name), unfinished if stands_in else None)


def _module(name: str) -> ModuleType:
    return import_module(f"grader.report.{name}")


FORMATS: Mapping[str, Format] = {
    "text": Format(_text, lambda: _module("text")),
    "json": _by("json"),
    "html": _by("html", lambda setting: setting.provenance()),
    "markdown": _by("markdown", stands_in=True),
    "junit": _by("junit", stands_in=True),
    "gradescope": _by("gradescope", lambda setting: setting.seconds, stands_in=True),
    "github": _by("github", lambda setting: setting.folder, stands_in=True),
}
