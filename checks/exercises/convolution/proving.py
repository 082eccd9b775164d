"""What the proof says: how far all is right, or for which calls not, why, and the smallest of them."""

from collections.abc import Collection

from checks.exercises.causes import told as of_any
from checks.exercises.convolution.calls import Padding, Pair, images_of, kernel_of, padding_of, stride_of
from checks.exercises.convolution.counterexample import shown
from checks.exercises.convolution.form import is_plain, takes_padding, takes_stride
from checks.exercises.convolution.proof_cases import UNIT
from checks.exercises.convolution.proof_shapes import MOST_KERNEL, MOST_PADDING, MOST_SIDE, MOST_STRIDE
from checks.model import Case, Finding, Run
from checks.model.assignment import Task

_Shape = tuple[tuple[int, ...], tuple[int, ...], Padding | None, Pair | None]  # of images, kernel, padding and stride


def told(run: Run) -> Finding:
    """The domain of failure, the cause and the smallest call."""
    from checks.exercises.convolution.diagnosis import diagnose  # a large room, which a right file does without

    return of_any.told(
        run,
        lambda different: diagnose(run.task, run.policy, run.facts, different, run.landmarks.keys()),
        lambda memory_shows: shown(run, memory_shows=memory_shows),
    )


def verified(run: Run) -> str:
    """How far every call is right."""
    asked, reached = of_any.asked(run), of_any.reached(run)
    shapes = {_shape(fact.case) for fact in reached if fact.case.title == UNIT}
    if len(reached) == len(asked):
        return f"verified on {_extent(run.task, shapes)}"
    if not reached:
        return f"right, as far as was asked: {of_any.time_up(run, 'calls')}"
    last = reached[-1].case
    (h, w), (kh, kw) = images_of(last).shape[1:3], kernel_of(last).shape[:2]
    every = len({_shape(case) for case in asked if case.title == UNIT})
    extent = f"{h}x{w} images with {kh}x{kw} kernels, {len(shapes)} of {every} shapes"
    return f"right up to {extent}: {of_any.time_up(run, 'of all shapes')}"


def _shape(case: Case) -> _Shape:
    return images_of(case).shape, kernel_of(case).shape, padding_of(case), stride_of(case)


def _extent(task: Task, shapes: Collection[_Shape]) -> str:
    images, kernels = f"{MOST_SIDE}x{MOST_SIDE} images", f"{MOST_KERNEL}x{MOST_KERNEL} kernels"
    larger = sum(max(sides[1:3]) > MOST_SIDE for sides, *_ in shapes)
    small = len(shapes) - larger
    if is_plain(task) and not takes_padding(task):
        return f"all {small} shapes up to {images} and {kernels}, and on {larger} larger ones"
    limits = [
        f"{images}, {kernels}",
        *([f"padding {MOST_PADDING}"] if takes_padding(task) else []),
        *([f"stride {MOST_STRIDE}"] if takes_stride(task) else []),
    ]
    return f"{small} shapes up to {' and '.join([', '.join(limits[:-1]), limits[-1]])}, and {larger} larger ones"
