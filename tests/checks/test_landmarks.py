import ast

import pytest

from checks.landmarks import landmarks
from checks.model import Syntax


def of(body: str) -> dict[str, int]:
    return landmarks(Syntax("a.py", body, ast.parse(body)))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("p = (k - 1) / 2", "division"),
        ("a = kernel[::-1, ::-1]", "flip"),
        ("a = np.flipud(kernel)", "flip"),
        ("a = kernel.T", "transpose"),
        ("a = np.clip(a, 0, 255)", "clip"),
        ("a = np.zeros((m, h, w))", "allocation"),
        ("a = b.astype(int)", "dtype"),
        ("a = np.zeros(s, dtype=int)", "dtype"),
        ("a[:, ph:-ph] = images", "slice"),
        ("a = np.pad(images, 1)", "pad"),
        ("a[:, 1:h] = images", "pad"),
        ("a = np.pad(images, 1, mode='edge')", "pad_mode"),
        ("for i in range(h): a[i] = 1", "assignment"),
        ("kh, kw = kernel.shape", "kernel_shape"),
        ("m, w, h = images.shape", "image_shape"),
        ("a = h - 3", "number"),
        ("a = x.mean()", "mean"),
    ],
)
def test_a_line_is_found_by_its_kind(line: str, kind: str) -> None:
    assert of(f"import numpy as np\n{line}\n")[kind] == 2


def test_a_kind_that_many_lines_are_of_has_no_landmark() -> None:
    assert "number" in of("a = 3\n" * 3)
    assert "number" not in of("a = 3\n" * 4)


def test_the_assignments_in_a_loop_are_no_padding() -> None:
    assert "pad" not in of("for i in x:\n    a[i] = 1\n")
