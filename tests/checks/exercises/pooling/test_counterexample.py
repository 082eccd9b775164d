"""The smallest call that fails, as a student is shown it."""

from collections.abc import Callable

import pytest

from checks.model import Evidence, Finding, Panel
from checks.model.assignment import Assignment, Task
from grader.sandbox.client import Sandbox
from tests.forks import Forks
from tests.pooled import pictures
from tests.proving import finding, proved

PROGRAM = """
import numpy as np


def pool(images, kernel_shape, stride, mode="max"):
    m, h, w, c = images.shape
    (kh, kw), (sh, sw) = kernel_shape, stride
    oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
    pooled = np.zeros((m, oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            window = images[:, i * sh:i * sh + kh, j * sw:j * sw + kw]
            pooled[:, i, j] = window.max((1, 2)) if mode == "max" else window.mean((1, 2))
    return pooled
"""

Tell = Callable[..., Finding]


@pytest.fixture
def tell(task: Task, pooling: Assignment, box: Sandbox) -> Tell:
    def told(*changes: tuple[str, str]) -> Finding:
        program = PROGRAM
        for old, new in changes:
            assert old in program
            program = program.replace(old, new)
        return finding(proved(task, program, pooling, pictures(), box))

    return told


def panels(evidence: Evidence, of: str) -> list[Panel]:
    return [panel for panel in evidence.panels if panel.of == of]


def test_a_maximum_is_worked_out_by_hand(tell: Tell) -> None:
    evidence = tell(("window.max((1, 2))", "window.min((1, 2))")).evidence
    assert evidence.sum == "[0, 0, 0, 0]: max(1, 2) = 2"
    (image,), (expected,), (returned,) = (panels(evidence, of) for of in ("given", "expected", "returned"))
    assert (image.name, image.values, image.slice) == ("image", ((1, 2),), (0,))
    assert [(mark.role, mark.places) for mark in image.marks] == [("under", ((0, 0), (0, 1)))]
    assert (expected.values, returned.values) == (((2,),), ((1,),))


def test_a_mean_is_worked_out_by_hand(tell: Tell) -> None:
    evidence = tell(("window.mean((1, 2))", "window.sum((1, 2)) / kh")).evidence
    assert evidence.sum == "[0, 0, 0, 0]: (1 + 2) / 2 = 1.5"


def test_the_window_of_one_pixel_has_no_brackets_and_a_long_one_is_cut(tell: Tell) -> None:
    found = tell(("window.mean((1, 2))", "np.abs(window.mean((1, 2)))")).evidence
    assert found.sum == "[0, 0, 0, 0]: -1 / 1 = -1"
    long = tell(("window.mean((1, 2))", "window.mean((1, 2)) + (kh * kw > 9)")).evidence
    assert long.sum.startswith("[0, 0, 0, 0]: (1 + 2 + ... + 9 + 10) / 10 = 5.5")


def test_channels_are_shown_one_by_one(tell: Tell) -> None:
    evidence = tell(("    return pooled", "    return pooled[..., ::-1]")).evidence
    assert [(panel.slice, panel.last_axis, panel.values) for panel in panels(evidence, "given")] == [
        ((0, 0), "channel", ((1,),)),
        ((0, 1), "channel", ((2,),)),
    ]
    assert [panel.values for panel in panels(evidence, "returned")] == [((2,),), ((1,),)]
    assert sum(mark.role == "under" for panel in evidence.panels for mark in panel.marks) == 1


@pytest.mark.parametrize(
    ("old", "new", "images", "message"),
    [
        ("    return pooled", "    return pooled + 1", "[[[[1.]]]]", "2 instead of 1 at [0, 0, 0, 0]"),
        ("    return pooled", "    return np.floor(pooled)", "[[[[0.5]]]]", "0 instead of 0.5 at [0, 0, 0, 0]"),
        ("    return pooled", "    return abs(pooled)", "[[[[-1.]]]]", "1 instead of -1 at [0, 0, 0, 0]"),
        ("    return pooled", "    return pooled.clip(-255, 255)", "[[[[300.]]]]", "255 instead of 300"),
        ("    return pooled", "    return pooled[::-1]", "[[[[1.]]], [[[2.]]]]", "2 instead of 1 at [0, 0, 0, 0]"),
        ("    return pooled", "    return pooled[0]", "[[[[1.]]]]", "the shape (1, 1, 1) instead of (1, 1, 1, 1)"),
        ("    return pooled", "    return", "[[[[1.]]]]", "None instead of an array (1, 1, 1, 1)"),
        ("    return pooled", "    return pooled.tolist()", "[[[[1.]]]]", "a value of type list instead of an array"),
        ("    return pooled", "    return poled", "[[[[1.]]]]", "NameError: name 'poled' is not defined"),
    ],
    ids=["one pixel", "a fraction", "a negative value", "a large value", "two images", "a shape", "nothing", "a list",
         "an exception"],
)  # fmt: skip
def test_the_values_are_as_simple_as_what_fails_lets_them_be(old, new, images, message, tell: Tell) -> None:
    found = tell((old, new))
    assert f"images = np.array({images})" in found.evidence.snippet
    assert message in found.message


def test_bytes_are_made_in_a_line_of_their_own(tell: Tell) -> None:
    snippet = tell(("window.mean((1, 2))", "window.sum((1, 2), images.dtype) / (kh * kw)")).evidence.snippet
    assert "images = images.astype('uint8')" in snippet


def test_a_call_that_is_wrong_the_second_time_is_shown_made_twice(tell: Tell) -> None:
    again = """    SEEN.append((images.tobytes(), images.shape, kernel_shape, stride, mode))
    return pooled + SEEN.count(SEEN[-1]) - 1"""
    found = tell(("import numpy as np", "import numpy as np\n\nSEEN = []"), ("    return pooled", again))
    assert "the second time 2 instead of 1" in found.message
    assert "# The same once more:" in found.evidence.snippet


def test_what_ends_the_process_is_told_without_a_cause(tell: Tell) -> None:
    found = tell(("    return pooled", "    import os\n    os._exit(3)"))
    assert found.message.startswith("the process ended in call 1 of ")
    assert found.misconception is None


def test_the_program_takes_float32_work_and_finds_what_the_check_finds(tell: Tell, task: Task, tmp_path) -> None:
    snippet = tell(("    return pooled", "    return pooled + 1e-4")).evidence.snippet
    programs = {
        "wrong": PROGRAM.replace("    return pooled", "    return pooled + 1e-4"),
        "right": PROGRAM,
        "single": PROGRAM.replace("    return pooled", "    return pooled.astype('float32')"),
    }
    with Forks("numpy") as python:
        codes = {}
        for name, program in programs.items():
            (tmp_path / name).mkdir()
            (tmp_path / name / task.file).write_text(program)
            codes[name] = python.run(snippet, tmp_path / name).code
    assert codes["wrong"]
    assert (codes["right"], codes["single"]) == (0, 0)


def test_what_is_right_is_told_by_how_far(tell: Tell) -> None:
    assert tell().message == (
        "verified on 454 shapes up to 6x6 images and strides of 4, and 8 larger ones, each with max and avg"
    )
