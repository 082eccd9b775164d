"""What a task asks of a function, and what is known of right answers to it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from checks.model.assignment import CasePolicy, Policy, Task
from checks.model.findings import Evidence, Finding, Misconception
from checks.model.grades import Exhibit
from checks.model.running import Answer, AnswerForm, Case, Fact, Observation
from checks.model.words import Array

Data = Mapping[str, Array]
"""The arrays that an assignment names, by name."""

Asked = tuple[Case, ...]

Called = tuple[Case, Observation]
"""A call, and what it did."""

Shapes = tuple[tuple[int, ...], ...]
"""Of one array, or of each part of a tuple."""


class Known(Struct, frozen=True, eq=False):
    """A misconception, and what a function that has it returns in each call that is `asked`, by case id; nothing where
    it fails."""

    misconception: Misconception
    asked: frozenset[str]
    answers: Mapping[str, tuple[Answer, ...]]


class Run(Struct, frozen=True, eq=False):
    """What a dynamic check looks at: what the student's code did with every Case of the task.

    `expected` are the right answers to a Case, `shapes` those of their parts, `form` theirs. `facts` are the calls of
    the proof that were made, in order; `landmarks` are lines of the source by kind. `known` are the misconceptions that
    the assignment names.
    """

    task: Task
    policy: Policy
    exercise: "Exercise"
    cases: tuple[Case, ...]
    loaded: Observation
    observations: Mapping[str, Observation]
    expected: Callable[[Case], tuple[Answer, ...]]
    shapes: Callable[[Case], Shapes]
    form: Callable[[Case], AnswerForm]
    facts: tuple[Fact, ...]
    landmarks: Mapping[str, int]
    printed: str
    printed_bytes: int
    known: tuple[Known, ...] = ()


class Difference(Struct, frozen=True, eq=False):
    """The right answer that comes nearest to what came back, the first differing index, and how many values differ."""

    answer: Answer
    first: tuple[int, ...]
    wrong: int
    total: int


class Proof(Struct, frozen=True, kw_only=True):
    """Calls that together say of every small shape whether the function is right.

    `cases` are made in a trip of their own, within less time; `answers` are the right ones to any of them, and `fact`
    is one beside them. `sample` are calls with ordinary values in the order in which a submission, whose hash is given
    beside the cases, is asked some of them. `unsettled` are calls to be made more where facts leave something open, and
    `settled` the facts then. `simpler` are calls to be made to show the smallest that fails; `told` says what is wrong,
    and `verified` how far all is right.
    """

    cases: Callable[[Task, CasePolicy], Asked]
    answers: Callable[[Task, Policy, Case], tuple[Answer, ...]]
    fact: Callable[[Case, Observation, tuple[Answer, ...]], Fact]
    sample: Callable[[Task, CasePolicy, Asked, str], Iterator[Case]]
    unsettled: Callable[[tuple[Fact, ...]], Asked]
    settled: Callable[[Task, Policy, tuple[Fact, ...], Mapping[str, Observation]], Iterator[Fact]]
    simpler: Callable[[Task, tuple[Fact, ...]], Asked]
    told: Callable[[Run], Finding]
    verified: Callable[[Run], str]


class Exercise(Struct, frozen=True, kw_only=True):
    """What is asked, what is right, and how it is said.

    `values`, `repeated` and `traced` are the calls that the checks look at. `answers` are the right ones to a call,
    None where the model solution is to be asked; `shapes` are theirs, each with its convention. `kept_to` is the
    convention that a function is held to, from what it did, "" where there is none. `size` tells which of two calls is
    the smaller one, `call` is one in words.
    """

    values: Callable[[Task, CasePolicy, Data], Asked]
    repeated: Callable[[Task, CasePolicy, Data], Asked]
    traced: Callable[[Task, CasePolicy, Data], Asked]
    answers: Callable[[Task, Policy, Case], tuple[Answer, ...]] | None
    shapes: Callable[[Task, Policy, Case], tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]
    kept_to: Callable[[Task, Policy, Sequence[Called], Callable[[Case], tuple[Answer, ...]]], str]
    shape_hint: Callable[[Task], str]
    size: Callable[[Case], int]
    call: Callable[[Case], str]
    exception_hint: Callable[[str], str]
    evidence: Callable[[Run, Case, Difference], Evidence]
    value_hint: str
    conventions: Callable[[Task, tuple[Answer, ...]], Iterator[tuple[str, str]]]
    proof: Proof
    exhibit: Callable[[Run], Exhibit | None]
