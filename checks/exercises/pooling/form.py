"""What a task has to say so that it is a pooling."""

from collections.abc import Collection, Iterator

from checks.model.arguments import Argument, ArrayOf, EitherOf, PairOf
from checks.model.assignment import Task

MODES = ("max", "avg")
"""The largest value of a window, or the mean of all of them."""
DEFAULT = "max"

_WRITTEN = {
    "images": '{ array = "m h w c" }',
    "kernel_shape": '{ pair = "kh kw", least = 1 }',
    "stride": '{ pair = "sh sw", least = 1 }',
    "mode": '{ either = ["max", "avg"], default = "max" }',
}


def conventions(_task: Task) -> Collection[str]:
    """None: the handout says what is right."""
    return ()


def problems(task: Task) -> Iterator[tuple[str, str]]:
    """Keys of the task that are other ones than those of a pooling, each with what was expected."""
    for argument in task.arguments:
        if argument.name not in _WRITTEN:
            yield f"arguments.{argument.name}", f"expected one of {', '.join(_WRITTEN)}, which a pooling is given"
        elif not _is_of_form(argument):
            yield f"arguments.{argument.name}", f"expected {_WRITTEN[argument.name]} of a pooling"
    for name in _WRITTEN:
        if name not in task.parameters:
            yield f"arguments.{name}", f"missing; expected {_WRITTEN[name]} of a pooling"
    if sorted(task.parameters) == sorted(_WRITTEN):
        if list(task.parameters) != list(_WRITTEN):
            yield "arguments", f"expected {', '.join(_WRITTEN)} in this order, got {', '.join(task.parameters)}"
        if all(map(_is_of_form, task.arguments)):
            yield from _sizes_and_conditions(task)
    for name, _ in task.fixed:
        yield f"fixed.{name}", "expected nothing: the function of a pooling is given all of its arguments"


def _sizes_and_conditions(task: Task) -> Iterator[tuple[str, str]]:
    """That each size has its own name, and that a window fits, which a pooling's calls see to by themselves."""
    by_name = {argument.name: _sizes(argument) for argument in task.arguments}
    sizes = [size for several in by_name.values() for size in several]
    for size in sorted({size for size in sizes if sizes.count(size) > 1}):
        yield "arguments", f"expected a name of its own for each size of a pooling, {size} stands for several"
    sides = zip(by_name["kernel_shape"], by_name["images"][1:3], strict=True)
    wanted = [f"{length} <= {side}" for length, side in sides]
    known = {"".join(each.split()) for each in wanted}
    for index, condition in enumerate(task.where):
        if "".join(condition.split()) not in known:
            yield f"where[{index}]", f"expected {' or '.join(wanted)}: a pooling's calls meet no other condition"
    if task.axes:
        yield "axes", "expected none: the calls of a pooling have every length from 1 on"


def _is_of_form(argument: Argument) -> bool:
    form = argument.form
    if argument.name == "images":
        return isinstance(form, ArrayOf) and form == ArrayOf(form.axes) and len(form.axes) == 4
    if argument.name == "mode":
        return form == EitherOf(MODES) and argument.optional and argument.default == DEFAULT
    return isinstance(form, PairOf) and form == PairOf(form.sizes, least=1) and not argument.optional


def _sizes(argument: Argument) -> tuple[str, ...]:
    form = argument.form
    return form.axes if isinstance(form, ArrayOf) else form.sizes if isinstance(form, PairOf) else ()
