"""What a text has for parts, and what is put in the place of each where it is tried whether that makes it right."""

from msgspec import Struct


class Edit(Struct, frozen=True):
    """A stretch of a text, in bytes of its UTF-8 form, and what is put in its place."""

    start: int
    end: int
    text: str


class Part(Struct, frozen=True, kw_only=True):
    """One part of a solution.

    `id` is what it is called, an axis behind a space where it is of one alone; `name` is it in words. `written` is what
    stands there, in the student's own text, `right` says what belongs there. With `edits` the right one stands in its
    place. `cause` is the id of the misconception that what is written there has of its own, "" for most.
    """

    id: str
    name: str
    line: int
    written: str
    right: str
    edits: tuple[Edit, ...]
    cause: str = ""


class Leftover(Struct, frozen=True):
    """A statement that nothing needs any more once parts are replaced, so that what it does is of no matter.

    Each of `needs` is one use of what it makes: parts of which any one replaces that use, or, as -1, -2, ..., the first
    leftover, the second, ... that has the use in it.
    """

    needs: tuple[tuple[int, ...], ...]
    edits: tuple[Edit, ...]


class Reading(Struct, frozen=True):
    """One way to read a text: its parts, each with its right one.

    `common` are the edits of every variant, which make the right values that others use. Where the task leaves
    something open, `conventions` are what may be followed, the commonest first; the one that is tried is put in the
    place of CONVENTION.
    """

    common: tuple[Edit, ...]
    parts: tuple[Part, ...]
    leftovers: tuple[Leftover, ...] = ()
    conventions: tuple[str, ...] = ("",)


CONVENTION = "@convention@"
LINE = "line"
"""The id of every part that is no more than an expression of a line."""
