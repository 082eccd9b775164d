"""The handout's own call on one photograph as it was run: what a report draws."""

from checks.dynamic.compare import match
from checks.dynamic.shapes import right_shape
from checks.exercises import own
from checks.exercises.panels import pixels
from checks.exercises.pooling.calls import images_of, kernel_shape_of, size_of, stride_of
from checks.model import Array, Beside, Case, Difference, Exhibit, Figure, Pixels, Run

MOST_SIDE = 64  # rows and columns of a result that is drawn
MOST_OUTLINED = 200  # rows and columns of a result whose outline is drawn
COLOURS = 3
MINUS = "\N{MINUS SIGN}"
PHOTOGRAPH = "photograph"


def exhibit(run: Run) -> Exhibit | None:
    """The photograph with its first window, the result expected and the one that came back.

    Of several the first whose result differs. None where the call was not made, or is hidden.
    """
    family = own.of_data(run.task)
    case = next((case for case in run.cases if case.family == family and not case.hidden), None)
    if case is None or case.id not in run.observations:
        return None
    observation, right = run.observations[case.id], run.expected(case)[0].array
    index = _differing(run, case)
    of_photographs = any(PHOTOGRAPH in call.about for call in run.task.calls)
    what, article, whose = (PHOTOGRAPH, "a", "handout's") if of_photographs else ("image", "an", "assignment's")
    return Exhibit(
        title=f"On {article} {what}",
        subject=f"{what} {index}",
        call=f"The {whose} call on {what} {index}",
        right=f"On this {what} every value is right",
        sizes=", ".join(_lengths(case)),
        figures=(_figure(case, index, f"{what.capitalize()} {index}"),),
        panels=(),
        results=(
            Beside(
                _picture(right[index]),
                _returned(observation.array, right, index),
                _outline(observation.shape, right.shape),
            ),
        ),
        expected_shape=right.shape,
        returned_shape=observation.shape,
    )


def _differing(run: Run, case: Case) -> int:
    """The image that shows the difference."""
    array = run.observations[case.id].array
    if array is None or not right_shape(run, case):
        return 0
    found = match(array, case, run.expected(case))
    return found.first[0] if isinstance(found, Difference) else 0


def _figure(case: Case, index: int, name: str) -> Figure:
    image, (kh, kw), (sh, sw) = images_of(case)[index], kernel_shape_of(case), stride_of(case)
    rows, columns, _ = image.shape
    note = f"a window of {kh}x{kw}, which moves by {sh} rows and {sw} columns"
    alt = f"{name}, {rows} by {columns} pixels; {note}, is outlined at its first place"
    return Figure("image", _picture(image), note, alt, outlined=(kh, kw))


def _lengths(case: Case) -> tuple[str, ...]:
    axes = zip(
        images_of(case).shape[1:3],
        kernel_shape_of(case),
        stride_of(case),
        size_of(case),
        ("rows", "columns"),
        strict=True,
    )
    return tuple(f"({n} {MINUS} {k}) // {s} + 1 = {size} {name}" for n, k, s, size, name in axes)


def _returned(array: Array | None, right: Array, index: int) -> Pixels | None:
    if array is None or array.ndim != right.ndim or len(array) <= index or array.shape[3] != right.shape[3]:
        return None
    return _picture(array[index]) if 0 < max(array.shape[1:3]) <= MOST_SIDE and array.size else None


def _outline(shape: tuple[int, ...] | None, expected: tuple[int, ...]) -> tuple[int, int] | None:
    """The sides of the pictures that came back, where they are not those that were expected."""
    if shape is None or len(shape) != len(expected) or shape[1:3] == expected[1:3] or min(shape) == 0:
        return None
    return (shape[1], shape[2]) if max(shape[1:3]) <= MOST_OUTLINED else None


def _picture(array: Array) -> Pixels:
    """In colour where there are as many channels, else the first one."""
    return pixels(array if array.shape[2] == COLOURS else array[:, :, 0])
