"""The calls of the convolutions with a stride: families, sizes and dtypes."""

import numpy as np
import pytest

from checks.exercises import exercise_of, families_of
from checks.exercises.convolution import cases
from checks.exercises.convolution.calls import geometry, images_of, kernel_of, padding_of, stride_of
from checks.exercises.convolution.families import families
from checks.exercises.convolution.proof_shapes import paddings
from checks.exercises.own import own_calls
from checks.model import Array, Case
from checks.model.assignment import Assignment, Task
from tests.tasks import STRIDED, named

EACH = pytest.mark.parametrize("function", STRIDED)
BOTH = {"i", "f"}


def pictures(function: str) -> Array:
    """Gray ones as the course divides them, coloured ones as they lie in their file."""
    made = np.random.default_rng(1).integers(0, 256, (12, 16, 15, 3), np.uint8)
    return np.float32(made[..., 0] / 256) if function == "convolve_grayscale" else made


def values(task: Task, whole: Assignment) -> tuple[Case, ...]:
    return cases.values(task, whole.cases, pictures(task.function))


@EACH
def test_every_family_has_a_call_and_every_call_a_family(function: str, whole: Assignment) -> None:
    task = named(whole, function)
    assert {case.family for case in values(task, whole)} == families(task).keys()


@EACH
def test_what_an_assignment_asks_belongs_to_families_that_are_told(function: str, whole: Assignment) -> None:
    task = named(whole, function)
    data = {"digits" if function == "convolve_grayscale" else "photographs": pictures(function)}
    exercise, policy = exercise_of(task), whole.cases
    found = (
        *own_calls(task, policy, data),
        *exercise.values(task, policy, data),
        *exercise.repeated(task, policy, data),
    )
    assert {case.family for case in found} <= families_of(task).keys()
    assert len({case.id for case in found}) == len(found)


@EACH
def test_the_kernel_fits_and_the_channels_are_the_same(function: str, whole: Assignment) -> None:
    task = named(whole, function)
    for case in values(task, whole):
        h, w, kh, kw, padding, stride = geometry(task, case)
        ph, pw = (0, 0) if isinstance(padding, str) else padding
        assert kh <= h + 2 * ph, case.title
        assert kw <= w + 2 * pw, case.title
        assert min(stride) >= 1
        assert kernel_of(case).shape[2:3] == images_of(case).shape[3:], case.title


# Of images and kernels in each family.
KINDS = {
    "float_kernels": (None, {"f"}),
    "integer_kernels": (None, {"i"}),
    "single_tap": (None, BOTH),
    "line_kernels": (None, BOTH),
    "oblong_kernels": (None, BOTH),
    "even_kernels": (None, BOTH),
    "largest_kernel": (None, BOTH),
    "large_values": (BOTH, BOTH),
    "integer_images": ({"i"}, BOTH),
    "float64_images": ({"f"}, BOTH),
}


@EACH
@pytest.mark.parametrize("family", KINDS)
def test_a_family_has_integers_and_floats_where_it_says_so(family: str, function: str, whole: Assignment) -> None:
    found = [case for case in values(named(whole, function), whole) if case.family == family]
    of_images, of_kernels = KINDS[family]
    assert {kernel_of(case).dtype.kind for case in found} == of_kernels
    assert of_images is None or {images_of(case).dtype.kind for case in found} == of_images


@EACH
def test_no_small_integers_meet_whose_products_do_not_fit(function: str, whole: Assignment) -> None:
    """Photographs are uint8: with a kernel of uint8, too, everybody's sums overflow."""
    dtypes = set()
    for case in (*values(named(whole, function), whole), *cases.traced(named(whole, function), whole.cases)):
        assert kernel_of(case).dtype in (np.float64, np.int64), case.title
        assert images_of(case).dtype in (np.float32, np.float64, np.int64, np.uint8), case.title
        dtypes.add(images_of(case).dtype)
    assert (np.dtype(np.uint8) in dtypes) == (function != "convolve_grayscale")


@EACH
def test_strides_and_paddings_are_those_that_their_family_says(function: str, whole: Assignment) -> None:
    by_family: dict[str, list[Case]] = {}
    for case in values(named(whole, function), whole):
        by_family.setdefault(case.family, []).append(case)
    assert all(stride_of(case)[0] == stride_of(case)[1] > 1 for case in by_family["strides"])
    assert all(stride_of(case)[0] != stride_of(case)[1] for case in by_family["uneven_strides"])
    for case in by_family["wide_strides"]:
        assert np.greater(stride_of(case), kernel_of(case).shape[:2]).all()
    for name in ("valid", "same"):
        assert {padding_of(case) for case in by_family[f"{name}_padding"]} == {name}
    assert all(0 in padding_of(case) for case in by_family["no_padding"])
    assert all(len({*padding_of(case)}) == 2 for case in by_family["uneven_padding"])
    assert all(np.greater(padding_of(case), kernel_of(case).shape[:2]).all() for case in by_family["wide_padding"])
    left_out = {(padding_of(case) is None, stride_of(case) is None) for case in by_family["defaults"]}
    assert left_out == {(True, True), (True, False), (False, True)}
    if function != "convolve_grayscale":
        assert {images_of(case).shape[3] for case in by_family["one_channel"]} == {1}
        assert 3 not in {images_of(case).shape[3] for case in by_family["many_channels"]}
    if function == "convolve":
        assert {kernel_of(case).shape[3] for case in by_family["one_kernel"]} == {1}
        assert all(kernel_of(case).shape[3] > kernel_of(case).shape[2] for case in by_family["many_kernels"])


@EACH
def test_each_size_is_enlarged_in_each_way_of_padding(function: str, whole: Assignment) -> None:
    task = named(whole, function)
    traced = cases.traced(task, whole.cases)
    assert len({case.id for case in traced}) == len(traced)
    for way in paddings(task):
        found = [case for case in traced if (padding_of(case) if isinstance(padding_of(case), str) else "") == way]
        base, *enlarged = (
            (*images_of(case).shape, *kernel_of(case).shape[:2], *kernel_of(case).shape[3:]) for case in found
        )
        grown = [[more - side for side, more in zip(base, sides, strict=True)] for sides in enlarged]
        assert sorted([more > 0 for more in sides] for sides in grown) == sorted(np.eye(len(base), dtype=bool).tolist())
        assert all(more % 2 == 0 for sides in grown for more in sides)
        assert all(kernel_of(case).shape[2:3] == images_of(case).shape[3:] for case in found)
