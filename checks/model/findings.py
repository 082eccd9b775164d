"""What is found."""

from typing import Literal

from msgspec import Struct

from checks.model.running import TracebackLine
from checks.model.words import Matrix, Severity, Verdict


class Misconception(Struct, frozen=True):
    """A cause with its name: what was done, the word of the handout it is about, if any, and what to do instead.

    `landmark` names the kinds of places in the source where to look, the best one first, with spaces between.
    """

    id: str
    name: str
    concept: str
    explanation: str
    hint: str
    landmark: str = ""


class Mark(Struct, frozen=True, omit_defaults=True):
    """Places of a panel, and what they are to the finding.

    `asked` is the value that is worked out, `under` what it is worked out of; `wrong` differs from what is expected,
    `absent` did not come back. Each place is an index along the axes that the panel shows, from the array's own first
    value on: what lies in the zeros before it is negative. `legend` is what a report says of them, where the role's own
    word will not do.
    """

    role: Literal["asked", "under", "wrong", "absent"]
    places: tuple[tuple[int, ...], ...]
    legend: str = ""


class Zeros(Struct, frozen=True, omit_defaults=True):
    """What lies around an array: rows before and after it, columns before and after. `legend` says what they are."""

    rows: tuple[int, int] = (0, 0)
    columns: tuple[int, int] = (0, 0)
    legend: str = ""


class Panel(Struct, frozen=True, omit_defaults=True):
    """One small array, or a window on a larger one, which every report draws in its own way.

    `values` are its rows: an array of one axis is one row, a single number one value. Rows and columns lie along the
    last two axes; where `last_axis` says what the last one counts, such as "channel", along the two before that.
    `slice` is the index of what is shown along the other axes, in their order; `corner` that of its first value along
    rows and columns, most often (0, 0). `shape` is the whole array's where this is only a part and nothing else says
    so. A result that came back follows at once the part of the one expected that it stands beside.
    """

    name: str
    values: Matrix
    of: Literal["given", "expected", "returned"] = "given"
    slice: tuple[int, ...] = ()
    corner: tuple[int, ...] = (0, 0)
    shape: tuple[int, ...] | None = None
    zeros: Zeros = Zeros()
    marks: tuple[Mark, ...] = ()
    last_axis: str = ""


class Evidence(Struct, frozen=True, omit_defaults=True):
    """What shows a finding: one small call with the answer expected and the one returned, or a traceback.

    `panels` are the call's arguments and its results, as far as they can be shown; `index` is the first differing
    position in the whole result. A number that is not finite is null in JSON. `sum` is how the expected value there is
    worked out, `snippet` the call as a program of its own. `right` and `wrong` name the families of cases, `hidden`
    those of them that are hidden.
    """

    case: str = ""
    panels: tuple[Panel, ...] = ()
    index: tuple[int, ...] | None = None
    expected_shape: tuple[int, ...] | None = None
    returned_shape: tuple[int, ...] | None = None
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    sum: str = ""
    snippet: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    printed: str = ""


class WrongPart(Struct, frozen=True, kw_only=True):
    """A part of a solution that is wrong, shown to be so by running: with a right one in its place, and in the places
    of those that are told with it, every call is right.

    `id` is the part's, such as `size columns`, `name` is it in words. `written` is what stands there, in the student's
    own text, "" where nothing does; `right` says what belongs there, "" where the assignment does not tell that.
    """

    id: str
    name: str
    line: int | None
    written: str
    right: str = ""


class Finding(Struct, frozen=True, kw_only=True):
    """What a check has to say: what happened, why it matters, what to do, and where.

    `file` is set when the place is in another file than the task's own. `verdict` is set when this
    finding asks for another verdict than the check's own. A `hidden` finding comes from a hidden case.
    `misconception` is the cause, where it has a name; it is `partly` where it explains the calls of one kind alone, and
    others fail, too. `parts` are those of the solution that are wrong, where that was
    found by putting right ones in their place.
    """

    check: str
    message: str
    severity: Severity = Severity.ERROR
    reason: str = ""
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    verdict: Verdict | None = None
    hidden: bool = False
    evidence: Evidence = Evidence()
    misconception: Misconception | None = None
    partly: bool = False
    parts: tuple[WrongPart, ...] = ()
