"""What is run, and what came back."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from checks.model.words import Array, Outcome, Value


class Case(Struct, frozen=True, eq=False):
    """One deterministic call: its arguments by name, in the order of the task's.

    `fill` is the byte that freed memory holds before the call, so that memory the student never
    writes cannot look right by luck. A `traced` call is watched while it runs. An `extreme` one may lie outside of
    what the function is defined for: it is asked only where the model solution gives an answer of finite numbers.
    """

    id: str
    family: str
    title: str
    arguments: Mapping[str, Value]
    fill: int = 0x7F
    hidden: bool = False
    traced: bool = False
    extreme: bool = False


class Job(Struct, frozen=True, eq=False):
    """The Cases that are run for a check.

    A `bounded` job has a trip into the sandbox of its own, within less CPU time: the Cases that are not reached by
    then are nobody's fault, and of them a sample is asked.
    """

    id: str
    cases: tuple[Case, ...]
    bounded: bool = False


class TracebackLine(Struct, frozen=True):
    """One line of a traceback that lies in a file of the student."""

    file: str
    line: int
    function: str


class Activity(Struct, frozen=True):
    """What was seen once or more in a watched call; `rule` is the kind.

    It happened in `function` at `line`, `most` times at once and `total` times in `runs` executions of that line;
    `entered` is the function that was entered there. `instruction` is a number that stands for one instruction in all
    watched calls of a file: a line can have several. What happened in one go was done by the lines from `line` to
    `last`, in one step of the `for` statement of line `step`, or outside of all of them.
    """

    rule: str
    file: str
    function: str
    line: int
    most: int
    total: int
    runs: int
    entered: str
    instruction: int
    last: int = 0
    step: int = 0


class Observation(Struct, frozen=True, eq=False):
    """What a Case did. `array` is there when a real array of an acceptable size came back.

    `shape` and `dtype` are known of every array that came back, `detail` tells what else happened:
    the exception's type and message, the type that was returned, the signal. `activity` is None unless the call was
    watched to its end.

    `value` is what came back if that is an array, real or complex, a number, or a tuple or list of these: numpy's
    numbers as Python's, any tuple or list as a plain tuple, of which `is_list` says whether it was a list. `type` is
    the name of its own type, or of whatever else came back, and `part_types` has those of its parts.
    """

    outcome: Outcome
    array: Array | None = None
    shape: tuple[int, ...] | None = None
    dtype: str = ""
    detail: str = ""
    traceback: tuple[TracebackLine, ...] = ()
    inputs_changed: bool = False
    activity: tuple[Activity, ...] | None = None
    value: Value = None
    type: str = ""
    part_types: tuple[str, ...] = ()
    is_list: bool = False


AnswerForm = Literal["array", "number", "tuple"]


class Answer(Struct, frozen=True, eq=False):
    """One right answer: an array, and the `scale` its rounding errors are measured by.

    Each value is made of `terms` products; where the scale is 0, it has to be exact. `convention` tells what it follows
    where the task leaves something open, in the words of the exercise; its parts are "" where the question does not
    arise. A number is an array without axes, and a tuple has the answers to its other parts in `rest`: `form` says
    which of these is right. Where `nan` is set, what is no number is right where the answer is none. `types` are those
    of the whole and of its parts, in words, where the task asks for them, too. `off` is how far a value may be off
    where the assignment says so itself. Where `any_order` is set, rows may come in any, those of all parts together.
    """

    convention: tuple[str, ...]
    array: Array
    scale: float
    terms: int = 1
    form: AnswerForm = "array"
    rest: tuple["Answer", ...] = ()
    nan: bool = False
    types: tuple[str, ...] = ()
    off: float | None = None
    any_order: bool = False

    @property
    def parts(self) -> tuple["Answer", ...]:
        """The answers to the parts of a tuple, or this alone."""
        return (self, *self.rest)


class Fact(Struct, frozen=True, eq=False):
    """One call of the proof beside the right answers: `right` says whether it is one, `convention` which one.

    A `blurred` call agrees within rounding, which hides the smaller taps: it is right if calls that tell these are.
    `single` says that the result is one of float32 work, or of a float32 array. A `sampled` call stands for those that
    the proof did not reach, or was asked with ordinary values beside them.
    """

    case: Case
    observation: Observation
    answers: tuple[Answer, ...]
    right: bool
    convention: tuple[str, ...] = ()
    blurred: bool = False
    single: bool = False
    sampled: bool = False
