"""Runs variants of a file, many of them in one trip, and says which are right.

Each is a module of its own beside one that gives every call to the next: a trip costs more than a hundred small calls.
"""

from collections.abc import Mapping, Sequence

from checks.dynamic.compare import Match, match_parts, returned
from checks.exercises.families import APART, FULL, PROOF
from checks.model import Case, Observation, Outcome, TaskFiles
from checks.model.assignment import Limits, Task
from grader.judging.answers import Answers
from grader.judging.prepared import LARGEST_ITEM, LEAST_RESULT, Prepared, right_size
from grader.judging.programs import program_of, trip_limits
from grader.judging.trips import Outcomes
from grader.sandbox.asking import Layout
from grader.sandbox.client import Sandbox
from grader.sandbox.request import Call, Program

MOST_VARIANTS = 120
MOST_WHOLE = 24  # variants that are run on more calls than a few
MOST_HANGING = 2  # variants that do not end, after which no more are run
CPU_SECONDS = 0.5  # of one trip: what right ones need is a fifth of that
ENDLESS = (Outcome.TIME_LIMIT, Outcome.NOT_RUN)
HANDFUL, SPREAD = 6, 32  # calls that a variant is tried with first, and of those that fail and of the others then
LARGEST = 4000  # numbers in the arguments of a call: all that is wrong shows in small ones
NOWHERE, RETURNS, HAS_SHAPE, RIGHT = range(4)
MOST_LINES = 1e6
Steps = tuple[float, ...]
"""How far a text gets in each of some calls: to a line, to a result, one of the right shape, the right one."""
GIVEN_TO = """number = -1


def {function}(*arguments):
    global number
    number += 1
    module = __import__("{module}_%d" % (number // {calls}))
    return getattr(module, "{function}")(*arguments)
"""


class Trials:
    """Runs each variant once, on calls that are not hidden: what is found is told to students.

    `seen` is what calls did, `right` are the ids of those that were right. `handful` are calls that fail, small ones of
    different kinds; `rest` are more of these, and some that are right. A file of which a call did not end is given up
    with the first variant that does not.
    """

    def __init__(self, prepared: Prepared, outcomes: Outcomes, files: TaskFiles, limits: Limits, box: Sandbox) -> None:
        self._prepared, self._files, self._box, self._limits = prepared, files, box, limits
        self._left, self._whole, self._hanging = MOST_VARIANTS, MOST_WHOLE, 0
        self._patience = outcomes.patience_left
        every = outcomes.observations.values()
        self._most_hanging = 1 if any(seen.outcome in ENDLESS for seen in every) else MOST_HANGING
        self._known: dict[bytes, bool] = {}
        self._right: dict[bytes, bool] = {}
        self._steps: dict[bytes, Steps] = {}
        self.seen = [
            (case, outcomes.observations[case.id])
            for case in _asked(prepared, outcomes)
            if case.id in outcomes.observations
        ]
        wrong = [case for case, found in self.seen if not _is_right(case, found, outcomes.answers)]
        right = [case for case, found in self.seen if case not in wrong]
        self.right = frozenset(case.id for case in right)
        self.handful = _of_each_kind(wrong, outcomes.observations, HANDFUL)
        rest = (*_spread(wrong, SPREAD), *_spread(right, SPREAD))
        self.rest = tuple(case for case in rest if case not in self.handful)

    @property
    def made(self) -> int:
        """How many variants were run."""
        return MOST_VARIANTS - self._left

    @property
    def left(self) -> int:
        """How many more may be."""
        return 0 if self._hanging >= self._most_hanging else self._left

    def promising(self, texts: Sequence[bytes]) -> list[bool]:
        """Which of these are right in the handful."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known][: self.left]
        self._left -= len(new)
        self._known |= dict(zip(new, self._run(new, self.handful), strict=True))
        return [self._known.get(text, False) for text in texts]

    def is_right(self, text: bytes) -> bool:
        """Whether one is right in every call."""
        if text not in self._right:
            cases = (*self.handful, *self.rest)
            self._right[text] = self.promising([text])[0] and self._all_right(cases, self._in_many(text, cases))
        return self._right[text]

    def steps(self, texts: Sequence[bytes], cases: Sequence[Case]) -> list[Steps]:
        """How far each of these gets in each of some calls, the same ones each time; nowhere where no more are run."""
        new = [text for text in dict.fromkeys(texts) if text not in self._steps][: self.left]
        self._left -= len(new)
        for text, called in zip(new, self._called(new, cases), strict=True):
            self._steps[text] = tuple(
                _step(case, seen, self._prepared.answers) for case, seen in zip(cases, called, strict=True)
            )
        return [self._steps.get(text, (NOWHERE,) * len(cases)) for text in texts]

    def right_in(self, text: bytes, cases: Sequence[Case]) -> list[bool]:
        """In which of many calls one is right; in none where no more are run."""
        called = self._in_many(text, cases)
        return [_is_right(case, seen, self._prepared.answers) for case, seen in zip(cases, called, strict=True)]

    def _in_many(self, text: bytes, cases: Sequence[Case]) -> tuple[Observation, ...]:
        """What one does in many calls: each time is a trip of its own, so that these are counted, too."""
        self._whole -= 1
        (called,) = self._called([text] if self._whole >= 0 else [], cases) or [_nothing(cases)]
        return called

    def _run(self, texts: Sequence[bytes], cases: Sequence[Case]) -> list[bool]:
        """Which of these are right in every one of the calls."""
        return [self._all_right(cases, called) for called in self._called(texts, cases)]

    def _called(self, texts: Sequence[bytes], cases: Sequence[Case]) -> list[tuple[Observation, ...]]:
        """What each of these does in the calls. One that ends its process ends no other."""
        said: list[tuple[Observation, ...]] = []
        while len(said) < len(texts) and self._hanging < self._most_hanging:
            found = self._trip(texts[len(said) :], cases)
            for place in range(0, len(found), len(cases)):
                said.append(found[place : place + len(cases)])
                if any(seen.outcome in ENDLESS for seen in said[-1]):
                    self._hanging += 1
                    break
        return said + [_nothing(cases)] * (len(texts) - len(said))

    def _trip(self, texts: Sequence[bytes], cases: Sequence[Case]) -> tuple[Observation, ...]:
        task = self._prepared.task
        calls = tuple(_call(case, self._prepared.answers) for case in cases)
        program = _program(task, self._files, texts, len(calls))
        layout = Layout(calls * len(texts))
        trip = self._box.run(program, layout, trip_limits(self._limits, CPU_SECONDS, self._patience))
        self._patience = max(0.0, self._patience - trip.patience_used)
        return tuple(trip.observations)

    def _all_right(self, cases: Sequence[Case], seen: Sequence[Observation]) -> bool:
        """Whether every call is right, and all by one convention where the task leaves something open."""
        prepared, answers = self._prepared, self._prepared.answers
        called = list(zip(cases, seen, strict=True))
        if not all(_is_right(case, seen, answers) for case, seen in called):
            return False
        convention = prepared.exercise.kept_to(prepared.task, prepared.policy, called, answers)
        kept = answers.kept_to(convention)
        return not convention or all(_is_right(case, seen, kept) for case, seen in called)


def _nothing(cases: Sequence[Case]) -> tuple[Observation, ...]:
    return (Observation(Outcome.NOT_RUN),) * len(cases)


def _program(task: Task, files: TaskFiles, texts: Sequence[bytes], calls: int) -> Program:
    """The variants, and what gives each its calls in turn."""
    module = task.file.removesuffix(".py")
    program = program_of(task, files)
    given = GIVEN_TO.format(function=task.function, module=module, calls=calls).encode()
    variants = {f"{module}_{number}": (task.file, text) for number, text in enumerate(texts)}
    return program._replace(files={**program.files, **variants, module: (task.file, given)}, parameters=())


def _call(case: Case, answers: Answers) -> Call:
    """A Case with all of its arguments by place."""
    return Call(tuple(case.arguments.values()), case.fill, max(right_size(case, answers) * LARGEST_ITEM, LEAST_RESULT))


def _step(case: Case, seen: Observation, answers: Answers) -> float:
    if _is_right(case, seen, answers):
        return RIGHT
    parts = returned(seen, answers.form(case))
    if parts is None:
        return seen.traceback[-1].line / MOST_LINES if seen.traceback else NOWHERE
    shapes = tuple(part.shape for part in parts)
    fits = any(tuple(part.array.shape for part in each.parts) == shapes for each in answers(case))
    return HAS_SHAPE if fits else RETURNS


def _is_right(case: Case, seen: Observation, answers: Answers) -> bool:
    parts = returned(seen, answers.form(case))
    if parts is None:
        return False
    shape = tuple(part.shape for part in parts)
    alike = tuple(each for each in answers(case) if tuple(part.array.shape for part in each.parts) == shape)
    return bool(alike) and isinstance(match_parts(parts, case, alike), Match)


def _asked(prepared: Prepared, outcomes: Outcomes) -> list[Case]:
    """The calls that show what is wrong, the smaller ones: those with values, those of the proof, a sample."""
    every = (*prepared.cases, *outcomes.sampled)
    return [
        case
        for case in every
        if not (case.hidden or case.traced or (case.extreme and prepared.task.exercise))
        and (case.family == PROOF or case.family not in {*APART, FULL})
        and prepared.exercise.size(case) <= LARGEST
        and [*case.arguments] == [*prepared.task.parameters[: len(case.arguments)]]
    ]


def _of_each_kind(cases: Sequence[Case], seen: Mapping[str, Observation], most: int) -> tuple[Case, ...]:
    """The first calls of different kinds, by what became of them, and others from the first to the last."""
    kinds: dict[object, Case] = {}
    for case in cases:
        found = seen[case.id]
        kinds.setdefault((found.outcome, found.detail[:12], found.shape is None), case)
    chosen = {case.id: case for case in list(kinds.values())[: most // 2]}
    for case in _spread(cases, most):
        if len(chosen) < most:
            chosen.setdefault(case.id, case)
    return tuple(chosen.values())


def _spread(cases: Sequence[Case], most: int) -> list[Case]:
    """Some of several, evenly from the first to the last."""
    count = min(most, len(cases))
    return [cases[number * len(cases) // count] for number in range(count)]
