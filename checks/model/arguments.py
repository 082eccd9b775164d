"""The arguments of a task's function, as `[tasks.arguments]` describes them.

A *size* is the length of an axis, an integer or a member of a pair: a name that means the same number wherever it
stands in a call. A *bound* is a number, or an expression of sizes such as "classes - 1".
"""

from typing import Literal

from msgspec import Struct

Bound = int | float | str
Constant = str | int | float | bool | tuple[int, ...] | None
"""A value that can be written down in an assignment."""


class ArrayOf(Struct, frozen=True, tag="array"):
    """An array whose axes have these names: the same name is the same length.

    Its values lie between `least` and `most` where these are given; `sorted` says how they follow one another along
    the last axis. "" for `dtype` is float64, and every other real type beside it.
    """

    axes: tuple[str, ...]
    dtype: str = ""
    least: Bound | None = None
    most: Bound | None = None
    sorted: Literal["", "weakly", "strictly"] = ""


class IntegerOf(Struct, frozen=True, tag="integer"):
    """A whole number, which is a size: 0 or more where `least` does not say otherwise."""

    size: str
    least: Bound | None = None
    most: Bound | None = None


class FloatOf(Struct, frozen=True, tag="float"):
    """A number that need not be whole."""

    name: str
    least: Bound | None = None
    most: Bound | None = None


class PairOf(Struct, frozen=True, tag="pair"):
    """A tuple of two whole numbers, each of which is a size: 0 or more where `least` does not say otherwise."""

    sizes: tuple[str, str]
    least: Bound | None = None
    most: Bound | None = None


class EitherOf(Struct, frozen=True, tag="either"):
    """One of several: a text, a number, true or false as it stands, or what another description says."""

    choices: tuple[str | bool | int | float | ArrayOf | IntegerOf | FloatOf | PairOf, ...]


Simple = ArrayOf | IntegerOf | FloatOf | PairOf


class TupleOf(Struct, frozen=True, tag="tuple"):
    """A tuple of so many members, each described like an argument of its own."""

    members: tuple[ArrayOf | IntegerOf | FloatOf | PairOf | EitherOf, ...]


class AnyOf(Struct, frozen=True, tag="any"):
    """Whatever the calls of the assignment's own give: no call is made of a description that has this."""


Form = Simple | EitherOf | TupleOf | AnyOf


class Argument(Struct, frozen=True):
    """One argument: its name, what it may be, and what it is where it is left out.

    `optional` says that it has a `default` (which may be None); `none` says that None may be given for it.
    """

    name: str
    form: Form
    optional: bool = False
    default: Constant = None
    none: bool = False


class Axis(Struct, frozen=True):
    """What lengths an axis may have, where it is not 1 and more."""

    name: str
    least: int = 1
    most: int | None = None


class DataOf(Struct, frozen=True, tag="data"):
    """The array that the assignment has under this name."""

    name: str


class RandomOf(Struct, frozen=True, tag="random"):
    """Standard normal values of this shape, the same for everybody."""

    shape: tuple[int, ...]


class Written(Struct, frozen=True, tag="written"):
    """An array that is written out: its shape, its values one after the other, and its dtype, "" for that of these."""

    shape: tuple[int, ...]
    values: tuple[int | float | bool, ...]
    dtype: str = ""


Member = DataOf | RandomOf | Written | Constant


class Members(Struct, frozen=True, tag="members"):
    """A tuple of these."""

    values: tuple[Member, ...]


Given = Member | Members


def flat(given: Given) -> tuple[Member, ...]:
    """What is given, or what each member of a tuple is."""
    return given.values if isinstance(given, Members) else (given,)


class OwnCall(Struct, frozen=True):
    """A call of the assignment's own, as one of its handout is: its arguments by name, in the order of the task's.

    `about` says what its family is about, `title` what it is called; `full` what it is about where it is given all the
    data that there is, and not only what travels with the assignment.
    """

    arguments: tuple[tuple[str, Given], ...]
    family: str
    about: str
    title: str
    full: str = ""


class Description(Struct, frozen=True):
    """What a function may be given: its arguments in their order, and what their sizes have to meet.

    `where` holds comparisons such as "kh <= h + 2*ph". A size that no argument of a call has counts as 0 in them.
    """

    arguments: tuple[Argument, ...]
    where: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
