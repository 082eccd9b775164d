"""The house keeps its rules: imports go downwards, pages are true, everything is documented."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checks.model import Array, DynamicCheck, StaticCheck
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS, submission_checks, task_checks
from grader.commands.explain import page
from tests.conftest import ROOT
from tests.grading import by_status, grade
from tests.tasks import of

FLOORS = ("grader", "checks", "reference")
EVERY_CHECK = (*task_checks(), *submission_checks())


def modules(floor: str) -> list[Path]:
    return [path for path in sorted((ROOT / floor).rglob("*.py")) if not path.name[0].isdigit()]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize(
    ("floor", "above"), [("checks", ("grader",)), ("reference", ("grader", "checks"))], ids=["checks", "reference"]
)
def test_imports_go_downwards_only(floor: str, above: tuple[str, ...]) -> None:
    for path in modules(floor):
        assert not [name for name in imported(path) if name.split(".")[0] in above], path


MOST_FLAT = 14
SHARED_BY_A_FLOOR = {"__init__", "__main__", "cli"}


def test_hardly_a_module_lies_flat_on_a_floor() -> None:
    """What is in no room is what a whole floor shares."""
    flat = [path for floor in ("grader", "checks") for path in (ROOT / floor).glob("*.py")]
    assert len([path for path in flat if path.stem not in SHARED_BY_A_FLOOR]) <= MOST_FLAT


def test_the_sandbox_knows_the_words_and_no_other_room() -> None:
    for path in modules("grader/sandbox"):
        for name in imported(path):
            known = name.startswith(("grader.sandbox.", "checks.model."))
            assert known or name.split(".")[0] not in FLOORS, f"{path} imports {name}"


# The rooms of a floor from below: what a room imports stands before it, or beside it. A new one is put in here.
ROOMS = {
    "grader": (
        ("sandbox",),
        ("dates", "failure", "folders", "replacing", "startup", "tables", "version"),  # what the whole floor shares
        ("unpacking",),
        ("assignment",),
        ("drafting",),
        ("intake",),
        ("roster",),
        ("judging",),
        ("final_score",),
        ("batch",),
        ("report",),
        ("results",),
        ("export",),
        ("verify",),
        ("commands",),
        ("cli",),
        ("__main__",),
    ),
    "checks": (
        ("model",),
        ("allowed", "printable", "written"),
        ("language",),
        ("static",),
        ("submission",),
        # What checks compare with is for an exercise to say, and what it shows is what they compared.
        ("exercises", "dynamic"),
        ("pipeline",),
    ),
}


def rooms(floor: str) -> set[str]:
    """Those that are there, and the modules that lie beside them."""
    parts = (path.relative_to(ROOT / floor).parts[0] for path in modules(floor))
    return {part.removesuffix(".py") for part in parts} - {"__init__"}


@pytest.mark.parametrize("floor", ROOMS)
def test_every_room_has_its_place(floor: str) -> None:
    assert sorted(room for beside in ROOMS[floor] for room in beside) == sorted(rooms(floor))


@pytest.mark.parametrize(
    ("floor", "room"),
    [
        pytest.param(floor, room, id=f"{floor}.{room}")
        for floor, order in ROOMS.items()
        for each in order
        for room in each
    ],
)
def test_a_room_imports_none_that_stands_behind_it(floor: str, room: str) -> None:
    number = next(number for number, beside in enumerate(ROOMS[floor]) if room in beside)
    behind = {other for beside in ROOMS[floor][number + 1 :] for other in beside}
    lies = ROOT / floor / room
    for path in modules(f"{floor}/{room}") if lies.is_dir() else [lies.with_suffix(".py")]:
        known = {name.split(".")[1] for name in imported(path) if name.startswith(f"{floor}.")}
        assert known & behind == set(), path


def imports(name: str) -> set[str]:
    """The modules that a module of ours imports wherever that stands in it; of others the top."""
    path = ROOT.joinpath(*name.split("."))
    names = imported(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"))
    return {name.rpartition(".")[0] or name} | {
        each if is_module(each) else each.rpartition(".")[0] if each.split(".")[0] in FLOORS else each.split(".")[0]
        for each in names
    }


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def reached(start: str) -> set[str]:
    """Every module that can be imported by importing this one, and by what it does then."""
    names, left = set(), {start}
    while left:
        names |= left
        left = {each for name in left if name.split(".")[0] in FLOORS for each in imports(name)} - names
    return names


@pytest.mark.parametrize("start", ["launch", "zygote", "child"])
def test_the_students_process_loads_the_sandbox_numpy_and_the_standard_library_only(start: str) -> None:
    names = reached(f"grader.sandbox.{start}")
    ours = {name for name in names if name.split(".")[0] in FLOORS}
    assert {name for name in ours if not f"{name}.".startswith("grader.sandbox.")} == {"grader"}
    assert names - ours <= {"numpy", *sys.stdlib_module_names}
    assert {"grader.sandbox.confine", "os"} <= names
    assert {"checks.model", "msgspec"} <= reached("grader.sandbox.listening")  # which would be seen


EFFECTS = {"open", "print", "input", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
OUTSIDE = {"os", "subprocess", "socket", "shutil", "tempfile", "threading", "multiprocessing"}


def effects(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))
    names = {call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in calls}
    return names & EFFECTS | {name.split(".")[0] for name in imported(path)} & OUTSIDE


def test_the_checks_do_no_input_and_output() -> None:
    """But for the rules and the names of misconceptions that lie beside them."""
    found = {path.name: effects(path) for path in modules("checks")}
    assert {name: what for name, what in found.items() if what} == {
        "rules.py": {"read_text"},
        "naming.py": {"read_text"},
    }


@pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.id)
def test_a_checks_id_is_the_name_of_its_module(check) -> None:
    function = check.judge if isinstance(check, DynamicCheck) else check.inspect
    assert function.__module__.startswith("checks.")
    assert function.__module__.split(".")[2:] == [check.id]
    assert (page(check.id) or "").startswith(f"{check.id}: {check.summary}")


def test_the_ids_are_those_of_the_checks_in_order() -> None:
    assert tuple(check.id for check in task_checks()) == CHECK_IDS


def test_a_check_needs_only_checks_before_it() -> None:
    seen: list[str] = []
    for check in task_checks():
        assert set(check.needs) <= set(seen)
        seen.append(check.id)


def snippets(check, label: str) -> list[str]:
    text = page(check.id) or ""
    blocks = re.findall(rf"^{label}::\n\n((?:    .*\n?|\n)+)", text, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE).strip("\n") + "\n" for block in blocks]


PAGES = [
    pytest.param(check, label, text, id=f"{check.id} {label.lower()} {number}")
    for check in task_checks()
    for label in ("Good", "Bad")
    for number, text in enumerate(snippets(check, label))
]


@pytest.mark.parametrize(("check", "label", "text"), PAGES)
def test_the_examples_on_a_checks_page_are_true(
    check, label: str, text: str, tmp_path: Path, assignment: Assignment, digits: Array
) -> None:
    if not text.startswith("#!") and check.id != "file_format":
        text = f"#!/usr/bin/env python3\n{text}"
    (tmp_path / of(assignment, "valid").file).write_text(text)
    (task,) = grade(tmp_path, assignment, digits[:50], task_ids=("0",)).tasks
    found = check.id in by_status(task, "failed") + by_status(task, "warned")
    assert found == (label == "Bad"), [result for result in task.checks if result.id == check.id]


@pytest.mark.parametrize("check", EVERY_CHECK, ids=lambda check: check.id)
def test_every_check_has_a_page_with_what_why_and_examples(check) -> None:
    text = page(check.id) or ""
    assert re.search(r"^What:", text, re.MULTILINE)
    assert re.search(r"^Why:", text, re.MULTILINE)
    if isinstance(check, (StaticCheck, DynamicCheck)):
        assert snippets(check, "Bad")
        assert snippets(check, "Good")


def test_the_project_names_no_package_registry_and_no_absolute_path() -> None:
    words = "|".join(("pypi" + r"\.org", "files" + r"\.pythonhosted", "registry" + r"\.npmjs", "/ho" + "me/"))
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().splitlines():
        data = (ROOT / name).read_bytes()
        assert not re.search(words.encode(), data), name
