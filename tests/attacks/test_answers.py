"""Right answers as data that somebody has changed by hand: refused in a line, or judged by; the grader never fails."""

import copy
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.cli import run

MODEL = '#!/usr/bin/env python3\n"""Twice as much"""\n\n\ndef double(x):\n    """Twice as much"""\n    return 2 * x\n'
TOML = """name = "One"

[[tasks]]
id = "1"
title = "Double"
file = "double.py"
function = "double"
loops = 0

[tasks.arguments]
x = { array = "n" }
"""
Jobs = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What students get of an assignment."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "assignment.toml").write_text(TOML)
    (folder / "double.py").write_text(MODEL)
    made = folder.parent / "made"
    assert run(["export", "student", str(folder), "--output", str(made)]) == 0
    return made


def given(**arguments: Any) -> Callable[[Jobs], Jobs]:
    def change(jobs: Jobs) -> Jobs:
        jobs["values"][0]["arguments"] = arguments
        return jobs

    return change


def all_enlarged(jobs: Jobs) -> Jobs:
    for call in jobs["traced"]:
        call["title"] = "n enlarged"
    return jobs


CHANGES = {
    "no call is made twice": lambda jobs: {**jobs, "repeated": []},
    "one is made once": lambda jobs: {**jobs, "repeated": jobs["repeated"][:1]},
    "one is made three times": lambda jobs: {
        **jobs,
        "repeated": [*jobs["repeated"], {**jobs["repeated"][0], "id": "third"}],
    },
    "nothing but small calls": lambda jobs: {"proof": jobs["proof"]},
    "nothing but calls that are watched": lambda jobs: {"traced": jobs["traced"]},
    "no small one among the calls that are watched": all_enlarged,
    "a table": given(x={"fields": {"a": 1}}),
    "a table in a tuple": given(x={"tuple": [{"fields": {}}]}),
    "a text": given(x="\x1b[31m"),
    "a complex number": given(x={"complex": [1.0, 2.0]}),
    "an array with another number of axes": given(x={"array": ["<f8", [1, 1, 1], 0]}),
    "an array that begins anywhere": given(x={"array": ["<f8", [1], 3]}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changed_answers_are_refused_in_a_line_or_judged_by(
    change: Callable[[Jobs], Jobs], student: Path, tmp_path: Path, capsys
) -> None:
    with np.load(student / "answers.npz") as archive:
        text, values = json.loads(archive["calls"].tobytes()), archive["values"]
    made = io.BytesIO()
    np.savez(
        made, calls=np.frombuffer(json.dumps({"1": change(copy.deepcopy(text["1"]))}).encode(), np.uint8), values=values
    )
    (tmp_path / "double.py").write_text(MODEL)
    (tmp_path / "assignment.toml").write_bytes((student / "assignment.toml").read_bytes())
    (tmp_path / "answers.npz").write_bytes(made.getvalue())
    code = run(["grade", str(tmp_path), "--assignment", str(tmp_path)])
    out, err = capsys.readouterr()
    assert code in (0, 1, 2), err
    assert "\x1b" not in out + err
    assert (len(err.splitlines()) == 1) == (code == 2)
