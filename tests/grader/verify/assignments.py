"""Small assignments to verify, for tests, and what becomes of them when what is said to be added is added."""

import re
from pathlib import Path
from typing import Any

import msgspec

from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.folders import cache_folder
from grader.sandbox.levels import LEVELS
from grader.verify.adding import additions
from grader.verify.judging import Changes
from grader.verify.result import Result
from grader.verify.run import Wanted, verify
from tests.grading import warm

HEAD = '#!/usr/bin/env python3\n"""A module"""\nimport numpy as np\n\n\n'
NO_REWRITES = Changes(rewrites={})
NOTHING = Changes({}, {})


def program(given: str, *lines: str) -> str:
    """A file with a function `f` of these arguments."""
    return HEAD + "\n    ".join([f"def f({given}):", '"""Works it out"""', *lines]) + "\n"


def folder_with(folder: Path, task: str, model: str, more: str = "") -> Path:
    """An assignment of one task `f`, whose other keys are given, and its model solution; `more` stands at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "assignment.toml").write_text(
        f'name = "One"\n[[tasks]]\nid = "1"\ntitle = "One"\nfile = "one.py"\nfunction = "f"\n{task}\n{more}'
    )
    (folder / "one.py").write_text(model)
    (folder / "one.py").chmod(0o755)
    return folder


def verified(folder: Path, changes: Changes = NO_REWRITES, **given: Any) -> Result:
    assignment = load(folder, CHECK_IDS)
    wanted = msgspec.structs.replace(Wanted(assignment, folder, assignment.tasks, changes=changes), **given)
    return verify(wanted, warm(tuple(LEVELS)), cache_folder(), lambda what, done, total: None)


def mend(folder: Path, result: Result) -> None:
    """Write into an assignment what is said to be added."""
    path = folder / "assignment.toml"
    text = path.read_text()
    for adding in additions(result):
        for line in adding.lines if adding.lines[0] != "[[tasks.calls]]" else ():
            text = changed(text, line)
        if adding.lines[0] == "[[tasks.calls]]":
            head, cases, rest = text.partition("[cases]")
            text = f"{head}\n" + "\n".join(adding.lines) + f"\n\n{cases}{rest}"
    path.write_text(text)


def changed(text: str, line: str) -> str:
    """The text with one line changed, as the words say it."""
    if bound := re.fullmatch(r"(\w+): (.+) instead of (.+)", line):
        return re.sub(rf"(?m)^({bound[1]} = .*){re.escape(bound[3])}", rf"\g<1>{bound[2]}", text)
    if axis := re.fullmatch(r"(\w+) (= \{.*\}) in \[tasks\.axes\]", line):
        return re.sub(rf"(?m)^{axis[1]} = [^{{]*?$|^{axis[1]} = \{{ least.*", f"{axis[1]} {axis[2]}", text)
    if line.startswith("families"):
        return re.sub(r"(?m)^families = .*", line, text)
    assert line == "[cases]", line
    return text
