"""A task without one of the bounds that its description has: what a call of it tells, no call of the task can."""

import math
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeGuard

import msgspec

from checks.exercises.inputs.kinds import whole
from checks.model.arguments import ArrayOf, Axis, Bound, EitherOf, Form, IntegerOf, PairOf, Simple, TupleOf
from checks.model.assignment import Task

FEW = 9  # values that a bound is moved by, at the least
TIMES = 3  # what a bound that is a number is multiplied by
MOST = 12  # bounds of a task that are looked beyond


class Relaxed(NamedTuple):
    """The task without a bound: where that stands, what it is, and what to write for it. `what` is "" for several."""

    place: str
    what: str
    lines: tuple[str, ...]
    task: Task


def relaxations(task: Task) -> list[Relaxed]:
    """The task without each bound on values and numbers, and on the length of an axis.

    Bounds that name sizes say how a call hangs together, as `where` does, and so does an array's other bound then.
    """
    found = [*_of_arguments(task), *_of_axes(task)][:MOST]
    if len(found) > 1:
        found.append(_all(task))
    return found


def _all(task: Task) -> Relaxed:
    """Without any of them."""
    done: list[Relaxed] = []
    last = task
    while left := [each for each in (*_of_arguments(last), *_of_axes(last)) if each.place not in _places(done)]:
        done.append(left[0])
        last = left[0].task
        if len(done) == MOST:
            break
    return Relaxed("", "", tuple(line for each in done for line in each.lines), last)


def _places(done: list[Relaxed]) -> set[str]:
    return {each.place for each in done}


def _of_arguments(task: Task) -> Iterator[Relaxed]:
    for place, argument in enumerate(task.arguments):
        for where, what, line, form in _forms(argument.name, argument.form):
            changed = msgspec.structs.replace(argument, form=form)
            arguments = (*task.arguments[:place], changed, *task.arguments[place + 1 :])
            yield Relaxed(where, what, (line,), msgspec.structs.replace(task, arguments=arguments))


def _forms(name: str, form: Form) -> Iterator[tuple[str, str, str, Any]]:
    """Each bound that a form has: where it stands, what it is, what to write for it, and the form without it."""
    if isinstance(form, TupleOf):
        for number, member in enumerate(form.members):
            for where, what, line, other in _forms(f"{name}[{number}]", member):
                yield where, what, line, TupleOf((*form.members[:number], other, *form.members[number + 1 :]))
    elif isinstance(form, EitherOf):
        for number, choice in enumerate(form.choices):
            for where, what, line, other in _forms(name, choice) if isinstance(choice, Simple) else ():
                choices = (*form.choices[:number], other, *form.choices[number + 1 :])
                yield f"{where} {number}", what, line, EitherOf(choices)
    elif isinstance(form, Simple):
        for key, old, new in _moved(form):
            line = f"{name}: {key} = {new:g} instead of {key} = {old:g}"
            yield f"{name} {key}", f"{name} has {key} = {old:g}", line, msgspec.structs.replace(form, **{key: new})


def _moved(form: Simple) -> Iterator[tuple[str, int | float, int | float]]:
    """Each bound that is a number: its key, what it is and what it becomes."""
    if isinstance(form, IntegerOf | PairOf):
        if _is_number(form.least) and form.least > 1:
            yield "least", form.least, 1
        if _is_number(form.most):
            yield "most", form.most, math.ceil(_more(form.most))
        return
    if isinstance(form.least, str) or isinstance(form.most, str):
        return
    held = whole(form.dtype) if isinstance(form, ArrayOf) else None
    if _is_number(form.least) and (held is None or held[0] < form.least):
        least = -_more(-form.least)
        yield "least", form.least, least if held is None else max(held[0], math.floor(least))
    if _is_number(form.most) and (held is None or form.most < held[1]):
        most = _more(form.most)
        yield "most", form.most, most if held is None else min(held[1], math.ceil(most))


def _is_number(bound: Bound | None) -> TypeGuard[int | float]:
    return isinstance(bound, int | float)


def _more(bound: int | float) -> int | float:
    return max(FEW, bound + FEW, TIMES * bound) if bound >= 0 else FEW


def _of_axes(task: Task) -> Iterator[Relaxed]:
    for place, axis in enumerate(task.axes):
        for key, old, new in _lengths(axis):
            changed = msgspec.structs.replace(axis, **{key: new})
            axes = (*task.axes[:place], changed, *task.axes[place + 1 :])
            fixed = axis.least == axis.most
            what = f"{axis.name} is always {old}" if fixed else f"{axis.name} has {key} = {old}"
            most = "" if changed.most is None else f", most = {changed.most}"
            line = f"{axis.name} = {{ least = {changed.least}{most} }} in [tasks.axes]"
            yield Relaxed(f"axis {axis.name} {key}", what, (line,), msgspec.structs.replace(task, axes=axes))


def _lengths(axis: Axis) -> Iterator[tuple[str, int, int]]:
    if axis.least > 1:
        yield "least", axis.least, 1
    if axis.most is not None:
        yield "most", axis.most, axis.most + FEW
