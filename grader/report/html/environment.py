"""The templates of the pages. Whatever is put into one is made printable, then escaped."""

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checks.model import Shown
from checks.printable import one_line, printable
from checks.written import written

FOLDER = Path(__file__).parent / "templates"
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/]*=*")
MINUS, TIMES = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}"
FIGURES = 4  # significant ones of a number, more where it takes more to tell two apart
NAME = re.compile(r"[b-df-hj-np-tv-xz]+\b")  # a word without a vowel is none
LONGEST = 4000  # characters of one text; a snippet has about a thousand


@cache
def environment() -> Environment:
    """The templates, compiled once."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["line"] = one_line
    made.filters["number"] = number
    made.filters["sentence"] = sentence
    made.filters["data"] = data
    made.filters["prose"] = prose
    made.filters["words"] = lambda text: text.replace("_", " ")
    return made


def _shown(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return printable(value, LONGEST)
    return value


def number(value: Shown, figures: int = FIGURES) -> str:
    """A value as it is shown: four figures or so many, and a minus that is as wide as a plus; a text as it is."""
    if isinstance(value, str):
        return one_line(value)
    return written(value, figures).replace("-", MINUS)


def prose(text: str) -> Markup:
    """A text in which what stands between backticks is code."""
    parts = printable(text, LONGEST).split("`")
    if len(parts) % 2 == 0:  # one has no partner
        parts[-2:] = ["`".join(parts[-2:])]
    return Markup("").join(Markup("<code>{}</code>").format(part) if n % 2 else part for n, part in enumerate(parts))


def data(uri: str) -> Markup:
    """The address of a picture, which is neither cut nor escaped: nothing of it is anybody's text."""
    if not PICTURE.fullmatch(uri):
        raise ValueError(uri)
    return Markup(uri)  # noqa: S704


def sentence(text: str) -> str:
    """A text that begins with a capital, unless it begins with code or with a name such as `w` or `kh`."""
    if NAME.match(text):
        return text
    return text[:1].upper() + text[1:]
