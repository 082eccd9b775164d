"""Which convolution a task asks for, and what a task has to say so that it is one."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal, cast

from checks.exercises.convolution.conventions import EVEN, OF_SAME
from checks.model.arguments import Argument, ArrayOf, EitherOf, PairOf
from checks.model.assignment import Task

Form = Literal["valid", "same", "padding", "chosen"]
"""No zeros, as keep their size, those that the function is given, or each of these as it is told."""

FIXED = ("valid", "same")
PAIR = '{ pair = "ph pw", least = 0 }'
WRITTEN = {
    "images": ('{ array = "m h w" }', '{ array = "m h w c" }'),
    "kernel": ('{ array = "kh kw" }', '{ array = "kh kw c" }'),
    "kernels": ('{ array = "kh kw c nc" }',),
    "padding": (PAIR, f'{{ either = ["same", "valid", {PAIR}] }}'),
    "stride": ('{ pair = "sh sw", least = 1 }',),
}


@lru_cache(maxsize=64)
def form_of(task: Task) -> Form:
    """Which zeros are put around the images."""
    if not takes_padding(task):
        return cast(Form, dict(task.fixed)["padding"])
    return "chosen" if isinstance(_forms(task)["padding"], EitherOf) else "padding"


def takes_padding(task: Task) -> bool:
    """Whether the task's function is given the zeros."""
    return "padding" in task.parameters


def takes_stride(task: Task) -> bool:
    """Whether the task's function is given a stride."""
    return "stride" in task.parameters


@lru_cache(maxsize=64)
def has_channels(task: Task) -> bool:
    """Whether the images have several channels, over which a kernel sums."""
    images = _forms(task)["images"]
    return isinstance(images, ArrayOf) and len(images.axes) == 4


def has_several_kernels(task: Task) -> bool:
    """Whether there are several kernels, each with a result of its own."""
    return "kernels" in task.parameters


@lru_cache(maxsize=64)
def is_plain(task: Task) -> bool:
    """Whether the window moves by one, over images without channels, with the zeros of a form of its own."""
    return form_of(task) != "chosen" and not takes_stride(task) and not has_channels(task)


def conventions(task: Task) -> Collection[str]:
    """The conventions that a policy may choose from, where the task leaves something open."""
    return () if form_of(task) not in ("same", "chosen") else EVEN if is_plain(task) else OF_SAME


def problems(task: Task) -> Iterator[tuple[str, str]]:
    """Keys of the task that are other ones than those of a convolution, each with what was expected."""
    for argument in task.arguments:
        if argument.name not in WRITTEN:
            yield f"arguments.{argument.name}", f"expected one of {', '.join(WRITTEN)}, which a convolution is given"
        elif not _is_of_form(argument):
            yield f"arguments.{argument.name}", f"expected {_written(argument.name)} of a convolution"
    kernel = "kernels" if has_several_kernels(task) else "kernel"
    for name in ("images", kernel):
        if name not in task.parameters:
            yield f"arguments.{name}", f"missing; expected {_written(name)} of a convolution"
    if {"kernel", "kernels"} <= {*task.parameters}:
        yield "arguments.kernel", "expected kernel or kernels, not both"
    wanted = [name for name in WRITTEN if name in task.parameters]
    if sorted(task.parameters) == sorted(wanted) and list(task.parameters) != wanted:
        yield "arguments", f"expected {', '.join(wanted)} in this order, got {', '.join(task.parameters)}"
    if {"images", kernel} <= {*task.parameters} and all(map(_is_of_form, task.arguments)):
        yield from _names(task)
        yield from _conditions(task)
    yield from _fixed(task)


def _names(task: Task) -> Iterator[tuple[str, str]]:
    """A size has a name of its own, but for the channels, which images and kernel have in common."""
    sizes = {argument.name: sizes_of(argument) for argument in task.arguments}
    kernel = "kernels" if has_several_kernels(task) else "kernel"
    if sizes["images"][3:] != sizes[kernel][2:3]:
        wanted = WRITTEN[kernel][-1 if has_channels(task) else 0]
        yield f"arguments.{kernel}", f"expected {wanted} of a convolution, with the channels of the images"
    sizes[kernel] = (*sizes[kernel][:2], *sizes[kernel][3:])
    every = [size for each in sizes.values() for size in each]
    for size in sorted({size for size in every if every.count(size) > 1}):
        yield "arguments", f"expected a name of its own for each size of a convolution, {size} stands for several"


def _conditions(task: Task) -> Iterator[tuple[str, str]]:
    """What is said of the sizes: that the kernel fits, which a convolution's calls see to by themselves, no more."""
    sizes = {argument.name: sizes_of(argument) for argument in task.arguments}
    around = [f" + 2*{size}" for size in sizes.get("padding", ())] or ["", ""]
    kernel = sizes.get("kernels") or sizes["kernel"]
    sides = zip(kernel[:2], sizes["images"][1:3], around, strict=True)
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
    match argument.name:
        case "images" | "kernel" | "kernels":
            axes = {"images": (3, 4), "kernel": (2, 3), "kernels": (4,)}[argument.name]
            return isinstance(form, ArrayOf) and form == ArrayOf(form.axes) and len(form.axes) in axes
        case "padding" if isinstance(form, EitherOf):
            pairs = [choice for choice in form.choices if isinstance(choice, PairOf)]
            names = [choice for choice in form.choices if not isinstance(choice, PairOf)]
            return (
                len(pairs) == 1
                and pairs[0] == PairOf(pairs[0].sizes, least=0)
                and sorted(map(str, names)) == [*sorted(FIXED)]
            )
        case "padding" | "stride":
            least = 0 if argument.name == "padding" else 1
            return isinstance(form, PairOf) and form == PairOf(form.sizes, least=least)
    return False


def sizes_of(argument: Argument) -> tuple[str, ...]:
    """The names of an argument's sizes, in their order."""
    form = argument.form
    if isinstance(form, EitherOf):
        form = next(choice for choice in form.choices if isinstance(choice, PairOf))
    return form.axes if isinstance(form, ArrayOf) else form.sizes if isinstance(form, PairOf) else ()


def _written(name: str) -> str:
    return " or ".join(WRITTEN[name])


def _forms(task: Task) -> dict[str, object]:
    return {argument.name: argument.form for argument in task.arguments}
