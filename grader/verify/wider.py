"""More calls than a task asks, within what its description allows and beyond its bounds: numbers fix them, no clock."""

from collections.abc import Iterator, Mapping
from itertools import product

import msgspec

from checks.exercises import exercise_of, inputs_file
from checks.exercises.inputs import sizes as chosen
from checks.exercises.inputs.bundles import taken_apart, together
from checks.exercises.inputs.calls import Call, Source, call, generator, small_calls
from checks.exercises.inputs.families import families
from checks.exercises.inputs.fitting import fits
from checks.exercises.inputs.kinds import axes_of, choices, domain
from checks.exercises.inputs.values import Pattern
from checks.exercises.inputs_file import Given
from checks.exercises.modelled.cases import description_of, is_described
from checks.model import Case, Value
from checks.model.arguments import Description
from checks.model.assignment import CasePolicy, Task
from grader.verify.relaxed import Relaxed

SEEDS, APART = 3, 7919  # others than the assignment's, and how far they are apart
MOST_SMALL = 150  # shapes of the small calls, with each of these
MOST = 1500  # calls within the description, and as many beyond each bound
DRAWN = 4  # sizes by chance of each kind of call
MUCH_LARGER = {"axis": (37, 41, 31), "room": (43, 47, 41), "below": (11, 9, 13)}
PATTERNS: tuple[Pattern, ...] = ("distinct", "random", "negative", "ties", "alike", "large", "all", "none")
DTYPES = (("",), ("float32",), ("int64",))
WIDER = "wider"


def left_out(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """The calls of the families that the assignment leaves out."""
    if not policy.families:
        return ()
    whole = msgspec.structs.replace(policy, families=())
    every = exercise_of(task).values(task, whole, {})
    return tuple(_asked(case) for case in every if case.family not in policy.families)


def within(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """Calls that the description allows, with other seeds, sizes, patterns and dtypes."""
    description = description_of(task)
    found: dict[str, Call] = {}
    if not is_described(task):
        return ()
    for number, seed in enumerate(seeds(policy)):
        source = Source(seed, task.id)
        for family in families(description, source):
            found |= {f"{number} {family.id} {each.identity}": each for each in family.calls}
        found |= {f"{number} {each.identity}": each for each in small_calls(description, source, MOST_SMALL)}
    found |= {each.identity: each for each in _many(description, Source(policy.seed, task.id))}
    return _cases(found)


def seeds(policy: CasePolicy) -> tuple[int, ...]:
    """Others than the assignment's."""
    return tuple(policy.seed + APART * number for number in range(1, SEEDS + 1))


def of_file(task: Task, policy: CasePolicy, given: Given) -> tuple[Case, ...]:
    """The calls that the task's own file makes of another seed."""
    made = inputs_file.cases(task, policy, given)
    return tuple(msgspec.structs.replace(_asked(case), id=f"{WIDER}-{policy.seed}-{case.id}") for case in made)


def beyond(task: Task, relaxed: Relaxed, policy: CasePolicy) -> tuple[Case, ...]:
    """The calls that would be asked without a bound, and are not with it."""
    whole = msgspec.structs.replace(policy, families=())
    exercise = exercise_of(task)
    every = (*exercise.proof.cases(relaxed.task, whole), *exercise.values(relaxed.task, whole, {}))
    return tuple(_asked(case) for case in _spread(every) if not allowed(task, case.arguments))


def apart(task: Task, arguments: Mapping[str, Value]) -> dict[str, Value]:
    """The arguments of a call with each member of a tuple by itself, as `description_of` has them."""
    return taken_apart(Description(task.arguments), arguments)


def allowed(task: Task, arguments: Mapping[str, Value]) -> bool:
    """Whether a task's description allows a call."""
    return is_described(task) and fits(description_of(task), apart(task, arguments))


def _many(description: Description, source: Source) -> Iterator[Call]:
    """Each kind of call with usual, larger and other sizes, in every pattern and dtype."""
    axes = axes_of(description)
    for kind in choices(description):
        inside = domain(description, kind)
        wanted = [chosen.usual(inside, axes, of) for of in (chosen.USUAL, chosen.LARGER, MUCH_LARGER)]
        wanted += [chosen.drawn(inside, axes, generator(source, f"wider {n}")) for n in range(DRAWN)]
        for sizes, pattern, dtypes in product(wanted, PATTERNS, DTYPES):
            if sizes is not None:
                yield call(description, kind, sizes, source, WIDER, pattern, dtypes)


def _cases(found: dict[str, Call]) -> tuple[Case, ...]:
    every = tuple(
        Case(f"{WIDER}-{number}", WIDER, "", together(each.arguments), extreme=True)
        for number, each in enumerate(found.values())
    )
    return _spread(every)


def _spread(every: tuple[Case, ...]) -> tuple[Case, ...]:
    """An even spread of them, MOST at the most."""
    step = -(-len(every) // MOST) or 1
    return every[::step]


def _asked(case: Case) -> Case:
    """The same; where the model solution gives no finite answer it tells nothing."""
    return Case(f"{WIDER}-{case.id}", case.family, case.title, case.arguments, case.fill, extreme=True)
