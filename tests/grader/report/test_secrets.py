"""What students get tells nothing of what is hidden: where only the seed of it differs, every report is the same."""

import json
import re
from pathlib import Path

import pytest

from checks.exercises import families_of
from checks.exercises.convolution.families import OF_EVERY
from checks.exercises.families import PROOF, REPEATABLE, TRACED
from checks.model import Array, Grade
from checks.model.assignment import Assignment
from grader.cli import run
from grader.report.audience import HIDDEN, for_student
from grader.report.formats import FORMATS
from tests.assignments import folder_with
from tests.grader.report.told import written
from tests.grading import SUBMISSIONS, grade, with_policy
from tests.tasks import grade_of, of, only

WRONG = '''#!/usr/bin/env python3
"""Wrong in many ways"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """The kernel is turned around"""
    print(images.shape)
    m, h, w = images.shape
    kh, kw = kernel.shape
    convolved = np.zeros((m, h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            window = images[:, i:i + kh, j:j + kw] * kernel[::-1, ::-1]
            convolved[:, i, j] = window.sum(axis=(1, 2))
    images[0, 0, 0] += 1
    return convolved
'''
SIZES = '''#!/usr/bin/env python3
"""Fails for one tap, and returns another shape for an even kernel"""
import numpy as np


def convolve_grayscale_valid(images, kernel):
    """The size is wrong for some"""
    if kernel.size == 1:
        raise ValueError(str(images.shape) + str(kernel[0, 0]))
    kh, kw = kernel.shape
    if kh % 2 == 0:
        return images * 1.0
    windows = np.lib.stride_tricks.sliding_window_view(
        images, kernel.shape, (1, 2))
    return np.einsum("mhwij,ij->mhw", windows, kernel)
'''
LOOP = "            for _ in range(m):\n                pass\n            window ="
UNCHANGED = WRONG.replace("    images[0", "    # images[0")
SAMPLES = {
    "wrong values, prints and changes": WRONG,
    "wrong shapes and exceptions": SIZES,
    "a right one": (SUBMISSIONS / "correct_kernel_loops" / "0-convolve_grayscale_valid.py").read_text(),
    "a kernel that is not used": WRONG.replace(" * kernel[::-1, ::-1]", ""),
    "a loop too many": WRONG.replace("            window =", LOOP),
    "a misspelt name": WRONG.replace("h, w = images.shape", "h, w = image.shape"),
    "as precise as float32": UNCHANGED.replace("kernel[::-1, ::-1]", "kernel.astype(np.float32)"),
}
ALL = ("mnist", *OF_EVERY, PROOF, TRACED, REPEATABLE)
TIMES = re.compile(r'"cpu_seconds": [\d.]+|time="[\d.]+"|<time .*?</time>')


def reports(folder: Path, assignment: Path, place: Path) -> dict[str, str]:
    """What every format says, but for how long it took, and when."""
    words = [word for name in FORMATS for word in ("--report", f"{name}={place / name}")]
    run(["grade", str(folder), "--assignment", str(assignment), *words])
    return {name: TIMES.sub("", (place / name).read_text()) for name in FORMATS}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        *(pytest.param(name, ("mnist",), id=f"{name}, all but the handout's call") for name in SAMPLES),
        *(pytest.param(name, (), id=f"{name}, all") for name in ("wrong values, prints and changes", "a right one")),
    ],
)
def test_where_only_the_hidden_seed_differs_every_report_is_the_same(
    name: str, shown: tuple[str, ...], assignment: Assignment, tmp_path: Path
) -> None:
    families = {family for task in assignment.tasks for family in families_of(task)} - set(shown)
    said = []
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "0-convolve_grayscale_valid.py").write_text(SAMPLES[name])
    for seed in (987654321012345678, 876543210123456789):
        rules = folder_with(tmp_path / "rules")
        text = (rules / "assignment.toml").read_text()
        text = re.sub(r"(?m)^seed = .*$|^hidden = .*$", "", text)
        more = f"[cases]\nseed = {seed}\nhidden = {json.dumps(sorted(families))}\n"
        text = text.replace("[cases]\n", more) if "[cases]\n" in text else f"{text}\n{more}"
        (rules / "assignment.toml").write_text(text)
        said.append(reports(folder, rules, tmp_path))
    assert said[0] == said[1]


def hidden_in(assignment: Assignment, digits: Array, tmp_path: Path, text: str, *families: str) -> Grade:
    (tmp_path / "0-convolve_grayscale_valid.py").write_text(text)
    rules = only(with_policy(assignment, cases={"seed": 2**60 + 12345, "hidden": families}), "valid")
    return grade(tmp_path, rules, digits)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        *(pytest.param(WRONG, each, id=f"wrong values, {each}") for each in ALL),
        *(pytest.param(SIZES, each, id=f"wrong shapes, {each}") for each in ("mnist", PROOF, TRACED)),
    ],
)
def test_of_a_hidden_family_no_report_has_what_is_found_in_it(
    text: str, family: str, assignment: Assignment, digits: Array, tmp_path: Path
) -> None:
    whole = hidden_in(assignment, digits, tmp_path, text, family)
    found = [finding for task in whole.tasks for result in task.checks for finding in result.findings]
    shown = " ".join(finding.message for finding in found if not finding.hidden)
    secret = {finding.message for finding in found if finding.hidden} - {shown}
    about = families_of(of(assignment, "valid"))[family]
    for name in FORMATS:
        said = written(name, for_student(whole))
        assert not [message for message in secret if message in said]
        if about not in shown and name != "gradescope":
            assert about not in said, name


def test_where_the_proof_is_hidden_nothing_points_to_it(assignment: Assignment, digits: Array, tmp_path: Path) -> None:
    seen = grade_of(for_student(hidden_in(assignment, digits, tmp_path, WRONG, PROOF)), "valid")
    by_id = {result.id: result for result in seen.checks}
    assert [finding.message for finding in by_id["proof"].findings] == [HIDDEN]
    assert not any("proof" in finding.hint for finding in by_id["values"].findings)
    right = grade_of(for_student(hidden_in(assignment, digits, tmp_path, SAMPLES["a right one"], PROOF)), "valid")
    assert not next(result.findings for result in right.checks if result.id == "proof")


def test_where_the_handouts_call_is_hidden_its_shape_is_not_told(
    assignment: Assignment, digits: Array, tmp_path: Path
) -> None:
    whole = hidden_in(assignment, digits, tmp_path, SAMPLES["a right one"], "mnist")
    seen = grade_of(for_student(whole), "valid")
    assert seen.exhibit is None
    assert not next(result.findings for result in seen.checks if result.id == "shapes")
