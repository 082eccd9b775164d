import ast

import pytest

from checks.exercises.pooling.landmarks import landmarks
from checks.model import Syntax


def of(body: str) -> dict[str, int]:
    return landmarks(Syntax("a.py", body, ast.parse(body)))


def inside(*lines: str) -> dict[str, int]:
    """The landmarks of a function with these lines, the first of which is line 2."""
    return of("\n    ".join(["def pool(images, kernel_shape, stride, mode='max'):", *lines]))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("if mode == 'average': pass", "mode"),
        ("if mode == 'average': pass", "other_mode"),
        ("a = {'maximum': 1}[mode]", "other_mode"),
        ("if mode == 'max': pass", "mode"),
        ("if mode: pass", "mode"),
        ("a = np.amax(b)", "max"),
        ("a = np.minimum(b, c)", "min"),
        ("a = np.average(b)", "mean"),
        ("a = b / 4", "mean"),
        ("a = np.sum(b)", "sum"),
        ("a = np.median(b)", "median"),
        ("a = np.abs(b)", "clip"),
        ("a = b.transpose(0, 2, 1, 3)", "transpose"),
        ("a = (h - kh) / sh", "division"),
        ("a = np.zeros_like(images)", "dtype"),
        ("a = np.zeros(s, dtype=int)", "dtype"),
        ("a = np.sum(b) // 4", "whole"),
        ("a = np.empty(s)", "empty"),
        ("for i in x: a = images[:, i:i + 2, j:j + 2]", "window"),
        ("kh, kw = kernel_shape.shape", "tuple_shape"),
        ("m, h, w = images.shape", "unpack"),
        ("a, b, c = kernel_shape", "unpack"),
        ("sw, sh = stride", "stride"),
        ("s = stride[0]", "stride"),
        ("kw, kh = kernel_shape", "kernel_shape"),
        ("m, w, h, c = images.shape", "image_shape"),
        ("a = np.zeros((m, oh, ow, c))", "allocation"),
        ("for i in x: a[i] = 1", "assignment"),
        ("a = i * 2", "number"),
        ("a = b * kernel_shape", "multiplied"),
        ("a = np.pad(images, 1)", "pad"),
        ("return", "end"),
    ],
)
def test_a_line_is_found_by_its_kind(line: str, kind: str) -> None:
    assert inside(line)[kind] == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("if mode == 'max': pass", "other_mode"),
        ("oh = int((h - kh) / sh + 1)", "division"),
        ("oh = ceil((h - kh) / sh)", "division"),
        ("kh, kw = kernel_shape", "kernel_shape"),
        ("rows, columns = kernel_shape", "kernel_shape"),
        ("sh, sw = stride", "stride"),
        ("m, h, w, c = images.shape", "image_shape"),
        ("m, h, w, c = images.shape", "unpack"),
        ("a = np.zeros(s, dtype=float)", "dtype"),
        ("oh = (h - kh) // sh + 1", "whole"),
        ("a = np.mean(b, axis=(1, 2))", "number"),
    ],
)
def test_what_is_right_is_no_landmark(line: str, kind: str) -> None:
    assert kind not in inside(line)


@pytest.mark.parametrize(
    ("lines", "kind", "number"),
    [
        (["oh = h - kh", "ow = w - kw", "a = np.zeros((m, oh, ow, c))", "return a"], "size", 2),
        (["oh = h - kh", "ow = w - kw", "a = np.zeros((m, oh, ow, c))", "return a"], "size_columns", 3),
        (["x = 1", "a = np.zeros((m, h // 2, w // 2, c))", "return a"], "size", 3),
        (["oh = h // 2", "return images"], "size", 2),
        (["h = images.shape[1]", "w = images.shape[1]"], "image_shape", 3),
        (["for i in x:", "    top = i * 2", "    b = images[:, top:top + 2, 0:2]"], "window", 3),
        (["for i in x:", "    for j in y: pass"], "inner_range", 3),
        (["for i in x:", "    return a"], "early_return", 3),
        (["if a:", "    b = 1"], "end", 2),
    ],
    ids=lambda value: "; ".join(value) if isinstance(value, list) else str(value),
)
def test_a_number_is_followed_to_where_it_is_worked_out(lines: list[str], kind: str, number: int) -> None:
    assert inside(*lines)[kind] == number


def test_a_kind_that_many_lines_are_of_has_no_landmark() -> None:
    assert "max" in of("a = b.max()\n" * 3)
    assert "max" not in of("a = b.max()\n" * 4)


def test_the_function_of_the_task_is_looked_at_and_what_it_may_change_outside() -> None:
    body = "KEPT = {}\n\n\ndef pool(images, k):\n    KEPT[1] = 2\n    return\n\n\ndef other():\n    return 1\n"
    found = landmarks(Syntax("a.py", body, ast.parse(body)), "pool")
    assert (found["end"], found["global"]) == (6, 1)
