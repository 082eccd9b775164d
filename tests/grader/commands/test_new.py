"""`grader new`: from nothing, or from model solutions, to a folder by which a class can be graded."""

import json
import re
from pathlib import Path

import pytest

from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.assignment.seeds import SAFE_SEED
from grader.cli import run

PEAKS = '''#!/usr/bin/env python3
"""Peaks of a signal."""
import numpy as np


def peaks(signal, width=1):
    """Say where a value is larger than those on both sides."""
    if width < 1 or 2 * width >= len(signal):
        raise ValueError("width")
    found = []
    for i in range(width, len(signal) - width):
        around = signal[i - width:i + width + 1]
        if signal[i] == around.max() and np.sum(around == signal[i]) == 1:
            found.append(i)
    return np.array(found, dtype=int)
'''
BORDER = '''#!/usr/bin/env python3
"""Borders of an image."""
import numpy as np


def border(image, size, mode="zero"):
    """Put a border around an image.

    image: uint8 array of shape (h, w)
    size: integer, at least 0, how wide the border is
    mode: 'zero', 'edge' or 'wrap'
    """
    h, w = image.shape
    rows, columns = np.arange(-size, h + size), np.arange(-size, w + size)
    if mode == "wrap":
        return image[rows % h][:, columns % w]
    out = image[np.clip(rows, 0, h - 1)][:, np.clip(columns, 0, w - 1)]
    if mode == "zero":
        inside = (rows >= 0) & (rows < h)
        out = out * np.outer(inside, (columns >= 0) & (columns < w))
    return out
'''
NEAREST = '''#!/usr/bin/env python3
"""Nearest centres."""
import numpy as np


def distance(a, b):
    """The distance of two points."""
    return np.sqrt(np.sum((a - b) ** 2))


def nearest(points, centres):
    """For each point the number of the centre that is nearest, the first one of several."""
    n, d = points.shape
    k, _ = centres.shape
    out = np.zeros(n, dtype=int)
    for i in range(n):
        best = None
        for j in range(k):
            far = distance(points[i], centres[j])
            if best is None or far < best:
                best = far
                out[i] = j
    return out
'''
SOLUTIONS = {"peaks.py": PEAKS, "1-border.py": BORDER, "nearest.py": NEAREST}


@pytest.fixture
def here(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def verdicts(capsys, sample: Path) -> dict[str, str]:
    capsys.readouterr()
    run(["grade", str(sample), "--assignment", "mine", "--format", "json"])
    grade = json.loads(capsys.readouterr().out)
    return {task["id"]: task["verdict"] for task in grade["tasks"]}


def stated(sample: Path) -> dict[str, str]:
    tasks = json.loads((sample / "expected.json").read_text())["tasks"]
    return {task: each["verdict"] for task, each in tasks.items()}


def test_the_example_works_at_once(here: Path, capsys) -> None:
    assert run(["new", "mine"]) == 0
    said = capsys.readouterr().out
    assert "grader verify mine\n" in said
    assert run(["grade", "mine/samples/right", "--assignment", "mine"]) == 0
    graded = capsys.readouterr().out
    assert re.search(r"right: (\S+) / \1 points, 1 of 1 task accepted", graded)
    assert "✗" not in graded
    assert "! " not in graded
    assert run(["grade", "mine", "--assignment", "mine"]) == 0
    assert re.search(r"mine: (\S+) / \1 points", capsys.readouterr().out)
    assert run(["grade", "mine/samples/wrong", "--assignment", "mine"]) == 1
    for name, verdict in (("right", "accepted"), ("wrong", "wrong_answer")):
        sample = here / "mine/samples" / name
        assert verdicts(capsys, sample) == stated(sample) == {"1": verdict}


def test_solutions_become_an_assignment_whose_samples_get_what_they_state(here: Path, capsys) -> None:
    for file, text in SOLUTIONS.items():
        (here / file).write_text(text)
    assert run(["new", "mine", *(word for file in SOLUTIONS for word in ("--solution", file))]) == 0
    said = capsys.readouterr().out
    assert "mine: assignment.toml, peaks.py, 1-border.py, nearest.py, README.md" in said
    assert "2 places are marked" in said
    assert "nearest.py: nearest was taken, which is named like the file; another one (distance)" in said
    for name, verdict in (("right", "accepted"), ("wrong", "wrong_answer")):
        sample = here / "mine/samples" / name
        assert verdicts(capsys, sample) == stated(sample) == dict.fromkeys("123", verdict)


def test_a_function_can_be_named(here: Path, capsys) -> None:
    (here / "nearest.py").write_text(NEAREST)
    assert run(["new", "mine", "--solution", "nearest.py:distance"]) == 0
    assert load(here / "mine", CHECK_IDS).tasks[0].function == "distance"


def test_a_solution_of_another_folder_is_copied(here: Path) -> None:
    (here / "a:b").mkdir()
    (here / "a:b/peaks.py").write_text(PEAKS)
    assert run(["new", "mine", "--solution", "a:b/peaks.py"]) == 0
    assert (here / "mine/peaks.py").read_text() == PEAKS


def test_the_seed_is_another_each_time(here: Path) -> None:
    seeds = set()
    for name in ("one", "two", "three"):
        run(["new", name])
        seeds.add(load(here / name, CHECK_IDS).cases.seed)
    assert len(seeds) == 3
    assert all(SAFE_SEED <= seed < 2**62 for seed in seeds)


def test_the_folder_one_stands_in_is_filled_if_it_is_empty(here: Path) -> None:
    assert run(["new", "."]) == 0
    assert (here / "assignment.toml").is_file()


def test_nothing_is_written_over(here: Path, capsys) -> None:
    (here / "mine").mkdir()
    (here / "mine/notes").write_text("kept")
    assert run(["new", "mine"]) == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert said == "grader: mine: something lies there already, and nothing is written over; name a new folder"
    assert [path.name for path in (here / "mine").iterdir()] == ["notes"]


@pytest.mark.parametrize(
    ("given", "data", "said"),
    [
        ("a.py", None, "a.py: cannot be read: no such file or directory"),
        ("a.py", b"\xff", "a.py: line 1: not UTF-8 text"),
        ("a.py", b"def f(:", "a.py: line 1: does not parse: invalid syntax"),
        ("a.py", b"x = 1", "a.py: no function at its top level that students could write"),
        ("a.py:g", b"def f(x):\n    return x\n", "a.py: there is no function g at its top level; the functions are f"),
        ("a.py", "folder", "a.py: not a file"),
    ],
)
def test_what_is_no_solution_is_refused_in_a_line_and_nothing_is_made(
    here: Path, capsys, given: str, data: bytes | str | None, said: str
) -> None:
    if isinstance(data, bytes):
        (here / "a.py").write_bytes(data)
    elif data:
        (here / "a.py").mkdir()
    assert run(["new", "mine", "--solution", given]) == 2
    assert capsys.readouterr().err == f"grader: {said}\n"
    assert not (here / "mine").exists()


def test_a_place_that_cannot_be_written_is_told_in_a_line(here: Path, capsys) -> None:
    (here / "file").write_text("")
    assert run(["new", "file/mine"]) == 2
    assert "not a directory" in capsys.readouterr().err


def test_whatever_stands_in_a_solution_is_shown_as_an_escape(here: Path, capsys) -> None:
    text = (
        'def f(x, mode="\\x1b[31m\\u202e", k="<b>"):\n    """\x07 <script> \u202e"""\n    return x + (mode == "\\n")\n'
    )
    (here / "a.py").write_text(text)
    assert run(["new", "mine\u202e", "--solution", "a.py"]) == 0
    assert all(line.isprintable() for line in capsys.readouterr().out.splitlines())
    for name in ("assignment.toml", "README.md"):
        assert all(line.isprintable() for line in (here / "mine\u202e" / name).read_text().splitlines())
    assert load(here / "mine\u202e", CHECK_IDS).tasks[0].function == "f"
