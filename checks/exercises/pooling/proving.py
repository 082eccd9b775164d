"""What the proof says: how far all is right, or for which calls not, why, and the smallest of them."""

from checks.exercises.causes import told as of_any
from checks.exercises.pooling.calls import images_of, kernel_shape_of, stride_of
from checks.exercises.pooling.counterexample import shown
from checks.exercises.pooling.proof_cases import EACH, MOST_SIDE, MOST_STRIDE
from checks.model import Case, Finding, Run


def told(run: Run) -> Finding:
    """The domain of failure, the cause and the smallest call."""
    from checks.exercises.pooling.diagnosis import diagnose  # a large room, which a right file does without

    return of_any.told(
        run,
        lambda different: diagnose(run.facts, different, run.landmarks.keys()),
        lambda memory_shows: shown(run, memory_shows=memory_shows),
    )


def verified(run: Run) -> str:
    """How far every call is right."""
    asked, reached = of_any.asked(run), of_any.reached(run)
    shapes = {_shape(fact.case) for fact in reached if fact.case.title == EACH}
    if len(reached) == len(asked):
        larger = sum(max(shape[:2]) > MOST_SIDE for shape in shapes)
        return (
            f"verified on {len(shapes) - larger} shapes up to {MOST_SIDE}x{MOST_SIDE} images and strides of "
            f"{MOST_STRIDE}, and {larger} larger ones, each with max and avg"
        )
    if not reached:
        return f"right, as far as was asked: {of_any.time_up(run, 'calls')}"
    every = {_shape(case) for case in asked if case.title == EACH}
    (h, w), (kh, kw) = images_of(reached[-1].case).shape[1:3], kernel_shape_of(reached[-1].case)
    extent = f"{h}x{w} images with {kh}x{kw} windows, {len(shapes)} of {len(every)} shapes"
    return f"right up to {extent}: {of_any.time_up(run, 'of all shapes')}"


def _shape(case: Case) -> tuple[int, ...]:
    return (*images_of(case).shape[1:3], *kernel_shape_of(case), *stride_of(case))
