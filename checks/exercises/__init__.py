"""The exercises: what a task asks of a function, and what the grader knows of it.

A kind is a package here: `form`, which says what its tasks look like; `words` and `landmarks`, which a text is judged
with; and `exercise`, which needs numpy.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from checks.exercises.convolution.former import FORMER
from checks.exercises.families import COMMON, of_calls
from checks.model import Misconception, Part, Reading, Syntax
from checks.model.assignment import Task, TaskName

if TYPE_CHECKING:
    from checks.model.exercise import Exercise

KINDS = ("convolution", "pooling")
LENDING = ("convolution", "pooling")  # the kinds that know the parts of a solution


def exercise_of(task: Task) -> "Exercise":
    """What a task asks."""
    kind = task.exercise or "modelled"
    return cast("Exercise", import_module(f"checks.exercises.{kind}.exercise").EXERCISE)


def has_oracle(task: Task) -> bool:
    """Whether the right answers are known without a model solution."""
    return task.exercise in KINDS


def problems_of(task: Task) -> Iterator[tuple[str, str]]:
    """Keys of a task that its kind cannot use, each with what was expected there."""
    if task.exercise:
        yield from cast(
            Callable[[Task], Iterator[tuple[str, str]]],
            import_module(f"checks.exercises.{task.exercise}.form").problems,
        )(task)
    elif task.fixed:
        yield "fixed", "expected exercise = ... beside it: these are values of a kind's arguments"


def conventions_of(task: Task) -> Collection[str]:
    """The conventions that a policy may choose from, where the task leaves something open."""
    if not task.exercise:
        return ()
    return cast(Callable[[Task], Collection[str]], import_module(f"checks.exercises.{task.exercise}.form").conventions)(
        task
    )


def former_keys() -> Mapping[str, Callable[[object], str]]:
    """Keys that an assignment had before, by table and name, each with what is written instead of its value."""
    return FORMER


def words_of(task: TaskName) -> tuple[tuple[str, str], ...]:
    """What checks say of any function, and what is said of this task's in its place."""
    if not task.exercise:
        return ()
    return cast(tuple[tuple[str, str], ...], import_module(f"checks.exercises.{task.exercise}.words").WORDS)


def in_words_of(task: TaskName, text: str) -> str:
    """A text that is said of any function, as it is said of this task's."""
    for of_any, of_this in words_of(task):
        text = text.replace(of_any, of_this)
    return text


def families_of(task: Task) -> Mapping[str, str]:
    """What each family of calls is about, in the order in which they are told."""
    return {**of_calls(task), **_of_kind(task), **COMMON, **of_calls(task)}


def chosen_families(task: Task) -> tuple[str, ...]:
    """The families that a policy may choose from: it asks for the others by the check that they are for."""
    return tuple(name for name in families_of(task) if name not in COMMON)


def _of_kind(task: Task) -> Mapping[str, str]:
    kind = f"{task.exercise}.families" if task.exercise else "modelled.cases"
    return cast(Mapping[str, str], import_module(f"checks.exercises.{kind}").families(task))


def landmarks_of(task: Task, syntax: Syntax) -> Mapping[str, int]:
    """Lines of a file by kind, where to look for the cause of a wrong answer."""
    if not task.exercise:
        return {}
    found = cast(
        Callable[[Syntax, str], Mapping[str, int]],
        import_module(f"checks.exercises.{task.exercise}.landmarks").landmarks,
    )
    return found(syntax, task.function)


def readings_of(task: Task, syntax: Syntax) -> tuple[Reading, ...]:
    """The ways to read a file as the parts of a solution, each with a right one; none where its kind knows none."""
    if task.exercise not in LENDING:
        return ()
    found = cast(
        Callable[[Task, Syntax], tuple[Reading, ...]],
        import_module(f"checks.exercises.{task.exercise}.parts").readings,
    )
    return found(task, syntax)


def misconception_of(task: TaskName, id: str) -> Misconception | None:
    """The misconception of this id that the task's kind knows; None for "" and for one that it does not know."""
    if not id or not task.exercise:
        return None
    known = cast(
        Callable[[], Mapping[str, Misconception]],
        import_module(f"checks.exercises.{task.exercise}.diagnosis.names").misconceptions,
    )
    return known().get(id)


def guesses_of(task: Task, syntax: Syntax, model: Syntax | None) -> tuple[Part, ...]:
    """What may have been meant in a file, the likeliest first; none where the kind of exercise knows the parts."""
    if task.exercise:
        return ()
    from checks.exercises.modelled.guesses.every import guesses

    return guesses(task, syntax, model)
