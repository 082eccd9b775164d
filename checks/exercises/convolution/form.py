"""Which convolution a task asks for, and what a task has to say so that it is one."""

from collections.abc import Iterator
from typing import Literal, cast

from checks.model.arguments import Argument, ArrayOf, PairOf
from checks.model.assignment import Task

Form = Literal["valid", "same", "padding"]
"""No zeros, as many as keep the size of the images, or those that the function is given."""

FIXED = ("valid", "same")
CONVENTIONS = {"before": "before (top, left)", "after": "after (bottom, right)"}
"""Where the row and the column of zeros more go that an even kernel needs: all of them are right."""

_WRITTEN = {
    "images": '{ array = "m h w" }',
    "kernel": '{ array = "kh kw" }',
    "padding": '{ pair = "ph pw", least = 0 }',
}


def form_of(task: Task) -> Form:
    """Which zeros are put around the images."""
    return "padding" if takes_padding(task) else cast(Form, dict(task.fixed)["padding"])


def takes_padding(task: Task) -> bool:
    """Whether the task's function is given the zeros."""
    return any(argument.name == "padding" for argument in task.arguments)


def problems(task: Task) -> Iterator[tuple[str, str]]:
    """Keys of the task that are other ones than those of a convolution, each with what was expected."""
    for argument in task.arguments:
        if argument.name not in _WRITTEN:
            yield f"arguments.{argument.name}", f"expected one of {', '.join(_WRITTEN)}, which a convolution is given"
        elif not _is_of_form(argument):
            yield f"arguments.{argument.name}", f"expected {_WRITTEN[argument.name]} of a convolution"
    for name in ("images", "kernel"):
        if name not in task.parameters:
            yield f"arguments.{name}", f"missing; expected {_WRITTEN[name]} of a convolution"
    wanted = [name for name in _WRITTEN if name in task.parameters]
    if sorted(task.parameters) == sorted(wanted) and list(task.parameters) != wanted:
        yield "arguments", f"expected {', '.join(wanted)} in this order, got {', '.join(task.parameters)}"
    sizes = [size for argument in task.arguments for size in _sizes(argument)]
    for size in sorted({size for size in sizes if sizes.count(size) > 1}):
        yield "arguments", f"expected a name of its own for each size of a convolution, {size} stands for several"
    if all(name in task.parameters for name in ("images", "kernel")) and all(map(_is_of_form, task.arguments)):
        yield from _conditions(task)
    yield from _fixed(task)


def _conditions(task: Task) -> Iterator[tuple[str, str]]:
    """What is said of the sizes: that the kernel fits, which a convolution's calls see to by themselves, no more."""
    sizes = {argument.name: _sizes(argument) for argument in task.arguments}
    around = [f" + 2*{size}" for size in sizes.get("padding", ())] or ["", ""]
    sides = zip(sizes["kernel"], sizes["images"][1:], around, strict=True)
    wanted = [f"{taps} <= {side}{zeros}" for taps, side, zeros in sides]
    known = {"".join(each.split()) for each in wanted}
    for index, condition in enumerate(task.where):
        if "".join(condition.split()) not in known:
            yield (
                f"where[{index}]",
                f"expected {' or '.join(wanted)}: a convolution's calls meet no other condition",
            )
    if task.axes:
        yield "axes", "expected none: the calls of a convolution have every length from 1 on"


def _fixed(task: Task) -> Iterator[tuple[str, str]]:
    fixed = dict(task.fixed)
    for name in fixed:
        if name != "padding" or takes_padding(task):
            wanted = "nothing: the function is given the padding" if takes_padding(task) else "padding alone"
            yield f"fixed.{name}", f"expected {wanted}"
    if not takes_padding(task) and fixed.get("padding") not in FIXED:
        got = "" if "padding" in fixed else "missing; "
        yield "fixed.padding", f'{got}expected "valid" or "same", or padding among the arguments'


def _is_of_form(argument: Argument) -> bool:
    form = argument.form
    if argument.name == "padding":
        return isinstance(form, PairOf) and form == PairOf(form.sizes, least=0)
    axes = 3 if argument.name == "images" else 2
    return isinstance(form, ArrayOf) and form == ArrayOf(form.axes) and len(form.axes) == axes


def _sizes(argument: Argument) -> tuple[str, ...]:
    form = argument.form
    return form.axes if isinstance(form, ArrayOf) else form.sizes if isinstance(form, PairOf) else ()
