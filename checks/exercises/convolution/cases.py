"""The deterministic inputs: every student gets the same.

Cases are grouped in families; the points for `values` are in proportion to the families that are right.
Where the handout defines no answer (a kernel larger than the image, uint8 overflow) nothing is asked.
Small cases come first in each family, so that the first failure is a small one.
"""

from collections.abc import Iterator

import numpy as np

from checks.exercises.convolution import strided_cases
from checks.exercises.convolution.calls import AXES, arguments, geometry
from checks.exercises.convolution.form import (
    has_channels,
    has_several_kernels,
    is_plain,
    takes_padding,
    takes_stride,
)
from checks.exercises.convolution.maker import HANDOUT_KERNEL, LARGEST, SEVERAL, Maker
from checks.exercises.convolution.proof_shapes import paddings
from checks.exercises.families import REPEATABLE, TRACED
from checks.exercises.secret_sizes import drawn, generator, with_secret_sizes
from checks.model import Array, Case
from checks.model.assignment import CasePolicy, Task

SIZES = ("m", "h", "w", "kh", "kw", "c", "nc")
# The sides keep their parity, so that a function that treats even ones apart goes the same way.
BASE, MORE = (2, 7, 8, 3, 3, 3, 2), (4, 4, 4, 2, 2, 2, 2)
TRACED_PADDING, TRACED_STRIDE = (1, 2), (2, 1)
FILLS = (0x7F, 0xC5)  # as float64: 1.4e306, as before all other calls, and -1.3e28: an unfilled array differs


def values(task: Task, policy: CasePolicy, pictures: Array) -> tuple[Case, ...]:
    """Every case whose answer is compared. `pictures` are (m, h, w) floats to work on, MNIST digits in the course.

    All are made whichever families are chosen: so each has the same values beside whatever others.
    """
    maker = Maker(task, policy, pictures)
    made = (case for case in (_plain if is_plain(task) else strided_cases.cases)(maker) if _fits(task, case))
    return with_secret_sizes(task, policy, AXES, made)


def repeated(task: Task, policy: CasePolicy, pictures: Array) -> tuple[Case, ...]:
    """The same call twice, with freed memory filled differently before each."""
    maker = Maker(task, policy, pictures)
    kh, kw = np.minimum(pictures.shape[1:3], 3).tolist()
    kernel = maker.floats(*maker.taps(kh, kw, *pictures.shape[3:]))
    stride = (2, 1) if takes_stride(task) else None
    twice = (
        maker.case(REPEATABLE, f"call {n + 1} of 2", pictures[:SEVERAL], kernel, (1, 2), stride, fill=fill)
        for n, fill in enumerate(FILLS)
    )
    return with_secret_sizes(task, policy, AXES, twice)


def traced(task: Task, policy: CasePolicy) -> tuple[Case, ...]:
    """A small call, and one more for each size, enlarged, for each way to say what the padding is; all of them
    watched."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *TRACED.encode()])
    ways = [""] if is_plain(task) else paddings(task)
    return tuple(case for way in ways for case in _traced(task, policy, way, random))


def _traced(task: Task, policy: CasePolicy, way: str, random: np.random.Generator) -> Iterator[Case]:
    count = 5 + has_channels(task) + has_several_kernels(task)
    base = _base(task, policy)[:count]
    enlarged = np.add(base, np.diag(MORE[:count])).tolist()
    for name, (m, h, w, kh, kw, *c) in zip(("", *SIZES[:count]), (base, *enlarged), strict=True):
        yield Case(
            id="-".join(filter(None, [TRACED, way])) + f"-{name}",
            family=TRACED,
            title=f"{name} enlarged" if name else "a small call",
            arguments=arguments(
                task,
                random.standard_normal((m, h, w, *c[:1])),
                random.standard_normal((kh, kw, *c)),
                way or TRACED_PADDING,
                TRACED_STRIDE if takes_stride(task) else None,
            ),
            hidden=TRACED in policy.hidden,
            traced=True,
        )


def _base(task: Task, policy: CasePolicy) -> tuple[int, ...]:
    """The sizes of the small call, other ones where it is hidden."""
    if TRACED not in policy.hidden:
        return BASE
    sizes = dict(zip(SIZES, BASE, strict=True))
    return tuple(drawn(sizes, generator(task, policy, TRACED), ("h", "w", "kh", "kw")).values())


def _plain(maker: Maker) -> Iterator[Case]:
    """All cases of a convolution without strides and channels."""
    yield from _kernels(maker)
    yield from _images(maker)
    if takes_padding(maker.task):
        yield from _paddings(maker)


def _kernels(maker: Maker) -> Iterator[Case]:
    several = maker.several
    families: dict[str, tuple[tuple[int, int], ...]] = {
        "single_tap": ((1, 1),),
        "line_kernels": ((1, 3), (3, 1), (1, 5), (5, 1)),
        "oblong_kernels": ((3, 5), (5, 3), (7, 3)),
        "even_kernels": ((2, 2), (4, 4), (2, 3), (3, 2), (2, 4)),
    }
    for family, shapes in families.items():
        for kh, kw in shapes:
            small = maker.integers(2, kh + 3, kw + 4).astype(np.float64)
            yield maker.case(family, f"a small image, {kh}x{kw} kernel", small, maker.integers(kh, kw))
            yield maker.case(family, f"{maker.called.several}, {kh}x{kw} kernel", several, maker.floats(kh, kw))
    for kernel_dtype, make in (("float", maker.floats), ("integer", maker.integers)):
        for k in (3, 5):
            kernel = make(k, k)
            yield maker.case(
                f"{kernel_dtype}_kernels", f"{maker.called.several}, {k}x{k} {kernel_dtype} kernel", several, kernel
            )
    yield maker.case("largest_kernel", "a 4x5 image, 4x5 kernel", maker.integers(2, 4, 5) / 2, maker.integers(4, 5))
    largest = several[:3, :LARGEST, :LARGEST]
    h, w = largest.shape[1:]
    yield maker.case("largest_kernel", f"{maker.called.several}, {h}x{w} kernel", largest, maker.floats(h, w))


def _images(maker: Maker) -> Iterator[Case]:
    square = maker.integers(3, 3)
    for h, w in ((4, 7), (7, 4), (9, 30), (30, 9)):
        images = maker.integers(3, h, w).astype(np.float64)
        yield maker.case("oblong_images", f"{h}x{w} images", images, square)
    yield maker.case("one_image", "one 4x5 image", maker.integers(1, 4, 5).astype(np.float64), square)
    yield maker.case("one_image", f"one {maker.called.one}", maker.pictures[:1], HANDOUT_KERNEL)
    large = maker.integers(3, 8, 9, limit=10**6)
    yield maker.case("large_values", "values up to 10**6, float64", large.astype(np.float64), maker.floats(3, 3))
    yield maker.case("large_values", "values up to 10**6, int64", large, maker.integers(3, 3, limit=10**3))
    yield maker.case("large_values", "values up to 10**6, float32", large.astype(np.float32), maker.floats(3, 3))
    small = maker.integers(4, 6, 7)
    yield maker.case("integer_images", "int64 images, int64 kernel", small, square)
    yield maker.case("integer_images", "int64 images, float64 kernel", small, maker.floats(3, 3))
    yield maker.case("float64_images", "float64 images, float64 kernel", maker.floats(4, 12, 13), maker.floats(3, 3))
    yield maker.case("float64_images", "float64 images, int64 kernel", maker.floats(4, 12, 13), square)


def _paddings(maker: Maker) -> Iterator[Case]:
    small = maker.integers(2, 6, 7).astype(np.float64)
    families: dict[str, tuple[tuple[int, int], ...]] = {
        "no_padding": ((0, 0), (0, 3), (3, 0)),
        "uneven_padding": ((1, 2), (2, 4), (4, 1)),
        "wide_padding": ((4, 5), (7, 6)),
    }
    for family, several in families.items():
        for padding in several:
            yield maker.case(family, f"padding {padding}", small, maker.integers(3, 3), padding)
            yield maker.case(family, f"padding {padding}, 2x3 kernel", small, maker.integers(2, 3), padding)


def _fits(task: Task, case: Case) -> bool:
    sides = geometry(task, case)
    ph, pw = (0, 0) if isinstance(sides.padding, str) else sides.padding
    return sides.kh <= sides.h + 2 * ph and sides.kw <= sides.w + 2 * pw
