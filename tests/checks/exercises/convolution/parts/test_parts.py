"""Every part of a right solution can be replaced by the right one, and the parts of a text are what they are."""

import numpy as np
import pytest

from checks.exercises.convolution import oracle
from checks.exercises.convolution.calls import arguments
from checks.exercises.convolution.form import form_of, takes_padding
from checks.exercises.convolution.parts import MOST_READINGS
from checks.exercises.repair.variants import variant
from checks.model import Case
from checks.model.assignment import Assignment, Policy, Task
from tests.checks.exercises.convolution.parts.written import (
    HEAD,
    OVER_THE_KERNEL,
    RIGHT,
    SAME,
    VALID,
    columns_first,
    loaded,
    readings,
)
from tests.tasks import FORMS, named, of

SHAPES = ((1, 1, 1, 1), (4, 6, 3, 2), (5, 3, 2, 3), (4, 4, 4, 1))  # h, w, kh, kw


def task_of(assignment: Assignment, text: str) -> Task:
    return next(of(assignment, form) for form in FORMS if f"def {of(assignment, form).function}(" in text)


def is_right(task: Task, text: str) -> bool:
    function = getattr(loaded(text), task.function)
    numbers = np.random.default_rng(5)
    for h, w, kh, kw in SHAPES:
        padding = (1, 2) if takes_padding(task) else None
        given = arguments(task, numbers.random((2, h, w)), numbers.random((kh, kw)), padding)
        right = oracle.expected(task, Policy(), Case("c", "f", "t", given))
        came = function(*(np.copy(each) if isinstance(each, np.ndarray) else each for each in given.values()))
        if not any(came.shape == each.array.shape and np.allclose(came, each.array) for each in right):
            return False
    return True


@pytest.mark.parametrize("order", [str, columns_first], ids=["rows first", "columns first"])
@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_with_any_right_part_a_right_solution_stays_right(text: str, order: type[str], assignment: Assignment) -> None:
    text = text if "divmod" in text else order(text)
    task = task_of(assignment, text)
    assert is_right(task, text)
    found = readings(task, text)[0]
    every = range(len(found.parts))
    for chosen in ([number] for number in every), [every]:
        for some in chosen if not isinstance(chosen, list) else [every]:
            made = variant(text.encode(), found, [*some], found.conventions[0]).decode()
            assert is_right(task, made), [found.parts[number].id for number in some]


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_of_a_right_solution_each_part_is_found(text: str, assignment: Assignment) -> None:
    task = task_of(assignment, text)
    kinds = {part.id.partition(" ")[0] for part in readings(task, text)[0].parts}
    assert {"size", "window", "sum", "store"} <= kinds
    assert ("zeros" in kinds) is (form_of(task) != "valid")


def test_which_loop_is_for_the_rows_is_told_by_what_it_indexes(assignment: Assignment) -> None:
    task = of(assignment, "valid")
    for text in (VALID, columns_first(VALID)):
        (rows,) = (part for part in readings(task, text)[0].parts if part.id == "window rows")
        assert (rows.written, rows.right) == ("r:r + kh", "r:r + kh")


@pytest.mark.parametrize(
    ("before", "after", "written", "right"),
    [
        ("m, h, w = images.shape", "m, w, h = images.shape", "m, w, h = images.shape", "m, h, w = images.shape"),
        ("m, h, w = images.shape", "h, w, m = images.shape", "h, w, m = images.shape", "m, h, w = images.shape"),
        ("kh, kw = kernel.shape", "kw, kh = kernel.shape", "kw, kh = kernel.shape", "kh, kw = kernel.shape"),
        ("kh, kw = kernel.shape", "kh = kw = kernel.shape[0]", "kh = kw = kernel.shape[0]", "kh, kw = kernel.shape"),
        ("kh, kw = kernel.shape", "kh, kw = 3, 3", "kh, kw = 3, 3", "kh, kw = kernel.shape"),
    ],
    ids=["width before height", "images last", "the kernel's sides", "a square kernel", "a kernel of three"],
)
def test_a_name_that_gets_another_side_than_it_speaks_of_is_a_part(
    before: str, after: str, written: str, right: str, assignment: Assignment
) -> None:
    found = readings(of(assignment, "valid"), VALID.replace(before, after))[0].parts
    assert [(part.written, part.right) for part in found if part.id == "shape"] == [(written, right)]


def test_names_in_the_usual_order_are_no_part(assignment: Assignment) -> None:
    assert not [part for part in readings(of(assignment, "valid"), VALID)[0].parts if part.id == "shape"]


@pytest.mark.parametrize(
    ("form", "before", "after", "cause"),
    [
        ("valid", "c:c + kw", "c + kw", "colon_missing"),
        ("valid", "out[:, r, c]", "out[:, c, r]", "output_transposed"),
        ("valid", "out[:, r, c]", "out[r, c]", "images_axis_missing"),
        ("valid", "images[:, r:r", "images[r:r", "images_axis_missing"),
        ("valid", "            win = ", "            one = images[r]\n            win = ", "batch_indexed"),
        ("valid", "w - kw + 1))", "w - kw + 1), dtype=int)", "integer_output"),
        ("same", "return out", "return np.pad(out, ((0, 0), (ph, ph), (pw, pw)))", "padded_result"),
        ("same", "    return out", "        return out", "early_return"),
    ],
)
def test_what_shows_a_cause_by_itself_has_it(
    form: str, before: str, after: str, cause: str, assignment: Assignment
) -> None:
    task, text = (of(assignment, "valid"), VALID) if form == "valid" else (of(assignment, "same"), SAME)
    assert before in text
    assert cause in {part.cause for part in readings(task, text.replace(before, after))[0].parts}


@pytest.mark.parametrize(
    "text",
    [
        "def convolve_grayscale_valid(images, kernel): return images",
        f"{HEAD}def convolve_grayscale_valid(images, kernel):\n    return np.zeros(images.shape)\n",
        f"{HEAD}def convolve_grayscale_valid(*given):\n    for i in range(3):\n        pass\n",
        f"{HEAD}def other(images, kernel):\n    return images\n",
        "convolve_grayscale_valid = None\n",
    ],
    ids=["one line", "a stub", "a loop over nothing", "another function", "no function"],
)
def test_what_is_no_solution_has_no_parts(text: str, assignment: Assignment) -> None:
    assert readings(of(assignment, "valid"), text) == ()


def test_of_many_loops_that_can_be_read_in_two_ways_each_a_few_ways_are_read(assignment: Assignment) -> None:
    head, _, rest = VALID.replace("r:r + kh, c:c", "r + c:r + c + kh, r + c:r + c").partition("    for ")
    loops, _, end = rest.replace("[:, r, c]", "[:, r + c, r + c]").partition("    return")
    text = f"{head}{f'    for {loops}' * 20}    return{end}"
    assert len(readings(of(assignment, "valid"), text)) == MOST_READINGS


def test_names_of_the_students_own_are_not_taken(assignment: Assignment) -> None:
    text = VALID.replace("win", "right_m")
    found = readings(of(assignment, "valid"), text)[0]
    made = variant(text.encode(), found, range(len(found.parts)), "").decode()
    assert "right__m" in made
    assert is_right(of(assignment, "valid"), made)


def test_text_that_is_not_ascii_is_replaced_where_it_stands(assignment: Assignment) -> None:
    text = OVER_THE_KERNEL.replace("rows", "réihen").replace('"""Convolve."""', '"""Fältung über Bilder."""')
    found = readings(of(assignment, "valid"), text)[0]
    made = variant(text.encode(), found, range(len(found.parts)), "").decode()
    assert is_right(of(assignment, "valid"), made)


@pytest.mark.parametrize("function", ["convolve_grayscale", "convolve_channels", "convolve"])
def test_a_convolution_with_a_stride_has_parts(function: str, whole: Assignment) -> None:
    task = named(whole, function)
    text = whole.files[task.file].decode()
    assert all(part.right for reading in readings(task, text) for part in reading.parts)
