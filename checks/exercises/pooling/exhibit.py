"""The handout's own call on one photograph as it was run: what a report draws."""

from checks.exercises import pictures
from checks.exercises.pooling.calls import images_of, kernel_shape_of, size_of, stride_of
from checks.model import Beside, Case, Exhibit, Figure, Run


def exhibit(run: Run) -> Exhibit | None:
    """The photograph with its first window, the result expected and the one that came back.

    Of several the first whose result differs. None where the call was not made, or is hidden.
    """
    case = pictures.own_case(run)
    if case is None:
        return None
    observation, what = run.observations[case.id], pictures.called(run.task)
    answer, index = pictures.nearest(run, case)
    right, came = answer.array, pictures.returned(observation.array, index, 3)
    came = came if came is not None and came.shape[2] == right.shape[3] else None
    return Exhibit(
        title=what.title,
        subject=what.subject.format(index),
        call=f"The {what.whose} call on {what.subject.format(index)}",
        right=f"On this {what.number} every value is right",
        sizes=", ".join(_lengths(case)),
        figures=(_figure(case, index, f"{what.number.capitalize()} {index}"),),
        panels=(),
        results=(
            Beside(
                pictures.picture(right[index]),
                None if came is None else pictures.picture(came),
                pictures.outline(observation.shape, right.shape),
            ),
        ),
        expected_shape=right.shape,
        returned_shape=observation.shape,
    )


def _figure(case: Case, index: int, name: str) -> Figure:
    image, (kh, kw), (sh, sw) = images_of(case)[index], kernel_shape_of(case), stride_of(case)
    rows, columns, _ = image.shape
    note = f"a window of {kh}x{kw}, which moves by {sh} rows and {sw} columns"
    alt = f"{name}, {rows} by {columns} pixels; {note}, is outlined at its first place"
    return Figure("image", pictures.picture(image), note, alt, outlined=(kh, kw))


def _lengths(case: Case) -> tuple[str, ...]:
    axes = zip(
        images_of(case).shape[1:3],
        kernel_shape_of(case),
        stride_of(case),
        size_of(case),
        ("rows", "columns"),
        strict=True,
    )
    return tuple(f"({n} {pictures.MINUS} {k}) // {s} + 1 = {size} {name}" for n, k, s, size, name in axes)
