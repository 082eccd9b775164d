"""What is found."""

from msgspec import Struct

from checks.model.running import TracebackLine
from checks.model.words import Matrix, Severity, Verdict


class Misconception(Struct, frozen=True):
    """A cause with its name: what was done, the word of the handout it is about, and what to do instead.

    `landmark` names the kinds of places in the source where to look, the best one first, with spaces between.
    """

    id: str
    name: str
    concept: str
    explanation: str
    hint: str
    landmark: str = ""


class Evidence(Struct, frozen=True, omit_defaults=True):
    """What shows a finding: one small call with the answer expected and the one returned, or a traceback.

    `expected` and `returned` are windows a person can read, whose first cell is the output's `corner`
    (row, column); `index` is the first differing position in the output, `image_index` the image it
    belongs to. `image` and `kernel` are there when they are small. A number that is not finite is null
    in JSON. `sum` is how the expected value there is worked out, `snippet` the call as a program of its own.
    `pads` are the zeros of the right answer, before and after the rows, and before and after the columns.
    `right` and `wrong` name the families of cases, `hidden` those of them that are hidden.
    """

    case: str = ""
    image: Matrix | None = None
    kernel: Matrix | None = None
    padding: tuple[int, int] | None = None
    pads: tuple[tuple[int, int], tuple[int, int]] | None = None
    expected: Matrix | None = None
    returned: Matrix | None = None
    image_index: int | None = None
    index: tuple[int, int] | None = None
    corner: tuple[int, int] | None = None
    expected_shape: tuple[int, ...] | None = None
    returned_shape: tuple[int, ...] | None = None
    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    sum: str = ""
    snippet: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    printed: str = ""


class Finding(Struct, frozen=True, kw_only=True):
    """What a check has to say: what happened, why it matters, what to do, and where.

    `file` is set when the place is in another file than the task's own. `verdict` is set when this
    finding asks for another verdict than the check's own. A `hidden` finding comes from a hidden case.
    `misconception` is the cause, where it has a name.
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
