"""The formats that a grade can be shown in, by name: one table for every command that writes a report."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TextIO

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


class Format(Struct, frozen=True):
    """How a grade is written to a stream. `unfinished` makes what stands there until it is, and says why it is not."""

    show: Callable[[Grade, TextIO, Setting], object]
    unfinished: Callable[[str], str] | None = None


def _text(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from rich.console import Console

    from grader.report import text

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    text.show(grade, console, quiet=setting.quiet, verbose=setting.verbose)


def _json(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from grader.report import json

    stream.write(json.render(grade))


def _html(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from grader.report import html

    stream.write(html.render(grade, setting.provenance()))


def _markdown(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from grader.report import markdown

    stream.write(markdown.render(grade))


def _no_markdown(why: str) -> str:
    from grader.report import markdown

    return markdown.unfinished(why)


def _junit(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from grader.report import junit

    stream.write(junit.render(grade))


def _no_junit(why: str) -> str:
    from grader.report import junit

    return junit.unfinished(why)


def _gradescope(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from grader.report import gradescope

    stream.write(gradescope.render(grade, setting.seconds))


def _no_gradescope(why: str) -> str:
    from grader.report import gradescope

    return gradescope.unfinished(why)


def _github(grade: Grade, stream: TextIO, setting: Setting) -> None:
    from grader.report import github

    stream.write(github.render(grade, setting.folder))


def _no_github(why: str) -> str:
    from grader.report import github

    return github.unfinished(why)


# Each imports what it needs when it is used.
FORMATS: Mapping[str, Format] = {
    "text": Format(_text),
    "json": Format(_json),
    "html": Format(_html),
    "markdown": Format(_markdown, _no_markdown),
    "junit": Format(_junit, _no_junit),
    "gradescope": Format(_gradescope, _no_gradescope),
    "github": Format(_github, _no_github),
}
