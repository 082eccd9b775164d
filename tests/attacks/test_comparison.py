"""Attacks on whoever compares: they fool one who runs the code beside the comparison, and not the grader."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.model import Verdict
from tests.attacks.attack import BOTH
from tests.forks import Forks
from tests.grading import grade

FILE = "0-convolve_grayscale_valid.py"
WRONG = '''#!/usr/bin/env python3
"""Valid convolution"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """Wrong values of the right shape"""
    kh, kw = kernel.shape
    return images[:, kh - 1:, kw - 1:] + 1000
'''
STACK = """
import sys


def convolve_grayscale_valid(images, kernel):
    frame = sys._getframe()
    while 'scipy' not in frame.f_globals:
        frame = frame.f_back
    return np.array([frame.f_globals['scipy'].signal.correlate2d(image, kernel, 'valid') for image in images])
"""
LIAR = """
class Liar(np.ndarray):
    def __array_function__(self, *_):
        return True


honest = convolve_grayscale_valid
convolve_grayscale_valid = lambda images, kernel: honest(images, kernel).view(Liar)
"""
ORACLE = """
import scipy.signal
scipy.signal.correlate2d = lambda image, kernel, mode: convolve_grayscale_valid(image[None], kernel)[0]
"""
WRONG_ANSWER = Verdict.WRONG_ANSWER
ATTACKS = {
    "replacing np.allclose": ("np.allclose = lambda *a, **k: True", WRONG_ANSWER),
    "replacing what np.allclose is made of": (
        "import numpy._core.numeric\nnumpy._core.numeric.isclose = lambda *a, **k: np.True_",
        Verdict.RULE_VIOLATION,
    ),
    "an array that says it is equal": (LIAR, Verdict.RULE_VIOLATION),
    "walking the stack to correlate2d": (STACK, Verdict.RULE_VIOLATION),
    "replacing the oracle": (ORACLE, WRONG_ANSWER),
    "replacing json": ("import json\njson.dumps = lambda *a, **k: '{\"passed\": true}'", Verdict.RUNTIME_ERROR),
    "ending with success": ("import os\nos._exit(0)", Verdict.NOT_LOADABLE),
    "ending with success when all is over": ("import atexit, os\natexit.register(os._exit, 0)", Verdict.RULE_VIOLATION),
    "making every end a success": ("import sys\nsys.exit = lambda *a: None", WRONG_ANSWER),
}

BESIDE = f"""
import importlib, json, sys
import numpy as np
import scipy.signal

images, kernel = np.arange(48.0).reshape(3, 4, 4), np.array([[1.0, 2.0], [3.0, 4.0]])
student = importlib.import_module({FILE.removesuffix(".py")!r})
got = student.convolve_grayscale_valid(images, kernel)
expected = np.array([scipy.signal.correlate2d(image, kernel, "valid") for image in images])
report = json.loads(json.dumps({{"passed": bool(np.allclose(got, expected))}}))
if not report["passed"]:
    sys.exit(1)
"""


def write(folder: Path, code: str) -> None:
    (folder / FILE).write_text(WRONG + code + "\n")


@pytest.mark.parametrize("level", BOTH)
@pytest.mark.parametrize("name", ATTACKS)
def test_it_gains_nothing(name: str, level: str, tmp_path: Path, assignment, digits, need) -> None:
    need(level)
    code, verdict = ATTACKS[name]
    write(tmp_path, code)
    (task,) = grade(tmp_path, assignment, digits, task_ids=("0",), levels=(level,)).tasks
    (values,) = [result for result in task.checks if result.id == "values"]
    assert (task.verdict, values.points) == (verdict, 0)


@pytest.fixture(scope="module")
def python() -> Iterator[Forks]:
    with Forks("numpy", "scipy.signal") as made:
        yield made


@pytest.mark.parametrize("name", ATTACKS)
def test_it_fools_one_who_runs_it_beside_the_comparison(name: str, tmp_path: Path, python: Forks) -> None:
    write(tmp_path, ATTACKS[name][0])
    beside = python.run(BESIDE, tmp_path)
    assert beside.code == 0, beside.stderr


def test_the_wrong_values_alone_fool_nobody(tmp_path: Path, python: Forks) -> None:
    write(tmp_path, "")
    assert python.run(BESIDE, tmp_path) == (1, "")
