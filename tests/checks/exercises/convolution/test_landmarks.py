import ast

import pytest

from checks.exercises.convolution.landmarks import landmarks
from checks.model import Syntax


def of(body: str) -> dict[str, int]:
    return landmarks(Syntax("a.py", body, ast.parse(body)))


def inside(*lines: str) -> dict[str, int]:
    """The landmarks of a function with these lines, the first of which is line 2."""
    return of("\n    ".join(["def f(images, kernel, padding):", *lines]))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("p = (k - 1) / 2", "division"),
        ("p = np.floor(k * .5)", "division"),
        ("a = kernel[::-1, ::-1]", "flip"),
        ("a = np.flipud(kernel)", "flip"),
        ("a = kernel.T", "transpose"),
        ("a = x @ kernel", "matrix"),
        ("a = np.clip(a, 0, 255)", "clip"),
        ("a[a < 0] = 0", "clip"),
        ("a = b.astype(int)", "dtype"),
        ("a = np.zeros(s, dtype=int)", "dtype"),
        ("a = np.zeros(s, images.dtype)", "dtype"),
        ("a = np.empty(s)", "empty"),
        ("a[:, ph:-ph] = images", "slice"),
        ("a = np.pad(images, 1)", "pad"),
        ("a[:, 1:h, 1:w] = images", "pad"),
        ("a = np.pad(images, ((0, 0), (k, 0), (k, 0)))", "one_sided"),
        ("a[:, k:, k:] = images", "one_sided"),
        ("a = np.pad(images, 1, mode='edge')", "pad_mode"),
        ("for i in range(h): a[i] = 1", "assignment"),
        ("kw, kh = kernel.shape", "kernel_shape"),
        ("k = len(kernel)", "kernel_shape"),
        ("k = kernel.shape[0]", "kernel_shape"),
        ("if kh == kw: pass", "kernel_shape"),
        ("m, w, h = images.shape", "image_shape"),
        ("pw, ph = padding", "padding"),
        ("ph, pw = padding[1], padding[0]", "padding"),
        ("a = h - 3", "number"),
        ("a = h - 2", "number"),
        ("a = np.zeros((m, 28, 28))", "image_number"),
        ("a = x.mean()", "mean"),
        ("return a[0]", "batch"),
        ("a = images[0, i:j, k:l]", "batch"),
        ("a = np.sum(window * kernel)", "batch"),
        ("for i in range(0, h, 2): pass", "stride"),
        ("if kh % 2: p = 1", "condition"),
        ("return", "end"),
    ],
)
def test_a_line_is_found_by_its_kind(line: str, kind: str) -> None:
    assert inside(line)[kind] == 2


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("p = int((k - 1) / 2)", "division"),
        ("p = ceil((k - 1) / 2)", "division"),
        ("kh, kw = kernel.shape", "kernel_shape"),
        ("rows, columns = kernel.shape", "kernel_shape"),
        ("height, width = kernel.shape", "kernel_shape"),
        ("m, h, w = images.shape", "image_shape"),
        ("ph, pw = padding", "padding"),
        ("a = np.zeros(s, dtype=float)", "dtype"),
        ("a = images.astype(np.float64)", "dtype"),
        ("a = np.pad(images, ((0, 0), (p, p), (q, q)))", "one_sided"),
        ("a = np.sum(window * kernel, axis=(1, 2))", "batch"),
        ("if kh % 2: p = 1\n    else: p = 2", "condition"),
        ("a = kernel[i - 1]", "flip"),
    ],
    ids=lambda text: text.partition("\n")[0],
)
def test_what_is_right_is_no_landmark(line: str, kind: str) -> None:
    assert kind not in inside(line)


@pytest.mark.parametrize(
    ("lines", "kind", "number"),
    [
        (["p = k // 2", "q = 1", "a = np.pad(images, ((0, 0), (p, p), (q, q)))"], "pad", 2),
        (["kh, kw = kernel.shape", "a = np.pad(images, ((0, 0), (kh, kh), (kw, kw)))"], "pad", 3),
        (["p = k // 2", "a = np.pad(images, ((0, 0), (p + 1, p), (p, p)))"], "pad", 3),
        (["p = k // 2", "a[:, p:p + h, p:p + w] = images"], "pad", 2),
        (["if k % 2: p = 1", "else: p = 2", "a = np.pad(images, p)"], "pad", 2),
        (["oh, ow = h - k, w - k", "a = np.zeros((m, oh, ow))", "return a"], "size", 2),
        (["oh = h - k", "ow = w - k", "a = np.zeros((m, oh, ow))", "return a"], "size_columns", 3),
        (["b = np.zeros((m, 9, 9))", "a = np.zeros((m, h, w))", "return a"], "size", 3),
        (["for i in x:", "    for j in y: pass"], "range", 2),
        (["for i in x:", "    for j in y: pass"], "inner_range", 3),
        (["for i in x:", "    return a"], "early_return", 3),
        (["for i in x:", "    b = a[:, i:i + k, j:j + k]"], "window", 3),
        (["for i in x:", "    b = a * kernel[k - 1 - i, 0]"], "flip", 3),
        (["a = np.pad(images, p)", "a = np.pad(a, p)"], "pad_again", 3),
        (["if a:", "    b = 1"], "end", 2),
        (["b = 1", "c = 2"], "end", 3),
    ],
    ids=lambda value: "; ".join(value) if isinstance(value, list) else str(value),
)
def test_a_number_is_followed_to_where_it_is_worked_out(lines: list[str], kind: str, number: int) -> None:
    assert inside(*lines)[kind] == number


def test_the_function_of_the_task_is_looked_at_and_what_it_may_change_outside() -> None:
    body = "KEPT = {}\n\n\ndef asked(images, kernel):\n    KEPT[1] = 2\n    return\n\n\ndef other():\n    return 1\n"
    found = landmarks(Syntax("a.py", body, ast.parse(body)), "asked")
    assert (found["end"], found["global"]) == (6, 1)


def test_a_kind_that_many_lines_are_of_has_no_landmark() -> None:
    assert "mean" in of("a = b.mean()\n" * 3)
    assert "mean" not in of("a = b.mean()\n" * 4)


def test_the_assignments_in_a_loop_are_no_padding() -> None:
    assert "pad" not in of("for i in x:\n    a[:, i:2, i:2] = 1\n")


def test_a_pad_of_the_students_own_is_looked_into() -> None:
    own = "def pad(images):\n    p = 3\n    a[:, p:h, p:w] = images\n\n\ndef f(images):\n    return pad(images, 3, 3)\n"
    assert of(own)["pad"] == 2
