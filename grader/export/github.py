"""A workflow for students' repositories on GitHub: at each push it grades, annotates and writes the summary."""

import json
import shlex
from pathlib import Path

from grader.export.wheel import ExportError

TEMPLATE = Path(__file__).parent / "scripts" / "grade.yml"


def workflow(grader: str, folder: str, named: tuple[str, ...] = (), assignment: str = "") -> str:
    """The workflow's text. `grader` is what pip is to install, `folder` the submission's in the repository; `named` are
    the ids of the tasks that count, if any were named. `assignment` is where what students get of one lies in the
    repository; without it that is the grader's own.

    Raises:
        ExportError: one of them would be taken for something else.
    """
    text = TEMPLATE.read_text(encoding="utf-8")
    for place, value in (("@GRADER@", grader), ("@FOLDER@", folder)):
        text = text.replace(place, _quoted(value))
    tasks = "".join(f" --task {shlex.quote(task)}" for task in named)
    beside = f" --assignment {shlex.quote(_place(assignment))}" if assignment else ""
    return text.replace("@TASKS@", tasks).replace("@ASSIGNMENT@", beside)


def _place(path: str) -> str:
    """A path in the repository, which is a word of a command."""
    _quoted(path)
    if "\\" in path or path.startswith("/") or ".." in path.split("/"):
        raise ExportError(f"{path!r} is no path in a repository: give one from its top, such as .grader/averages")
    return path


def _quoted(value: str) -> str:
    """As YAML's quoted text, which JSON's is."""
    if not value.isprintable() or not value.strip() or value.startswith("-"):
        raise ExportError(f"{value!r} cannot be written into a workflow")
    if "${{" in value:
        raise ExportError(f"{value!r} holds an expression, which GitHub would replace by its value")
    return json.dumps(value)
