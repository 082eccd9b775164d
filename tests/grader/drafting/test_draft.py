"""Drafts of the exercises of a course: every one loads, and nothing that was guessed wrongly is unmarked."""

from pathlib import Path

import pytest

from checks.model.arguments import Argument, ArrayOf
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.drafting import Draft, DraftError, draft, example, read
from grader.drafting.writing import write
from tests.checks.exercises.modelled.course import COURSE
from tests.checks.exercises.modelled.programs import HEAD
from tests.checks.exercises.modelled.programs import written as right
from tests.grader.drafting.solutions import function, solution

ANSWERED_AS_THEY_ARE = 12
"""Of how many exercises of the course the draft is right without any change, at least; each has a mark to look at."""


def made(folder: Path, drafted: Draft) -> Assignment:
    write(folder, drafted.files)
    return load(folder, CHECK_IDS)


def of_course(name: str) -> Draft:
    return draft("Name", (read("one.py", (HEAD + COURSE[name].model).encode()),), 1)


def forms(arguments: tuple[Argument, ...]) -> list[tuple[object, ...]]:
    """What each may be, but for names and bounds."""
    return [
        (each.name, type(each.form), len(each.form.axes) if isinstance(each.form, ArrayOf) else 0, each.optional)
        for each in arguments
    ]


@pytest.mark.parametrize("name", COURSE)
def test_a_draft_loads_and_what_is_wrong_in_it_is_marked(name: str, tmp_path: Path) -> None:
    drafted = of_course(name)
    (task,) = made(tmp_path / "new", drafted).tasks
    (tmp_path / "right").mkdir()
    (wanted,) = right(tmp_path / "right", COURSE[name].task, COURSE[name].model).tasks
    assert task.parameters == wanted.parameters
    assert [each.default for each in task.arguments] == [each.default for each in wanted.arguments]
    marked = " ".join(text for _, text in drafted.marks)
    for one, other in zip(task.arguments, wanted.arguments, strict=True):
        assert forms((one,)) == forms((other,)) or f" {one.name} " in marked, one


def test_many_drafts_are_right_without_a_change(tmp_path: Path) -> None:
    number = 0
    for place, name in enumerate(COURSE):
        (tmp_path / f"right{place}").mkdir()
        (wanted,) = right(tmp_path / f"right{place}", COURSE[name].task, COURSE[name].model).tasks
        (task,) = made(tmp_path / f"new{place}", of_course(name)).tasks
        number += (task.arguments, task.where, task.axes) == (wanted.arguments, wanted.where, wanted.axes)
    assert number >= ANSWERED_AS_THEY_ARE


def test_the_example_loads_and_has_nothing_to_be_said(tmp_path: Path) -> None:
    drafted = example("Name", 77)
    assignment = made(tmp_path / "new", drafted)
    assert (assignment.name, assignment.cases.seed, drafted.marks, drafted.notes) == ("Name", 77, (), ())


def test_solutions_are_kept_byte_for_byte(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbfdef f(x):\r\n\treturn x + 1 # \xc3\xa4\r\n"
    drafted = draft("Name", (read("a.py", data),), 1)
    assert drafted.files["a.py"] == drafted.files["samples/right/a.py"] == data
    assert made(tmp_path / "new", drafted).files["a.py"] == data


def test_several_solutions_are_several_tasks_in_their_order(tmp_path: Path) -> None:
    solutions = (solution(function("x", "return x + 1"), "b.py"), solution(function("y", "return y * 2"), "a.py"))
    tasks = made(tmp_path / "new", draft("Name", solutions, 1)).tasks
    assert [(task.id, task.file) for task in tasks] == [("1", "b.py"), ("2", "a.py")]


def test_the_loops_are_those_that_the_solution_has(tmp_path: Path) -> None:
    text = function("x", "for i in x:", "    for j in x: pass", "return x")
    main = "\n\nif __name__ == '__main__':\n    for i in range(3): print(i)\n"
    (task,) = made(tmp_path / "new", draft("Name", (solution(text + main),), 1)).tasks
    assert task.loops == 2


def test_of_a_file_of_several_tasks_each_has_the_loops_that_its_function_reaches(tmp_path: Path) -> None:
    other = "\n\ndef g(x):\n    for i in x:\n        for j in x: pass\n    return x\n"
    text = function("x", "for i in x: pass", "return x") + other
    tasks = made(tmp_path / "new", draft("Name", (solution(text, name="g"), solution(text, name="f")), 1)).tasks
    assert [(task.file, task.function, task.loops) for task in tasks] == [("f.py", "g", 2), ("f.py", "f", 1)]


def test_the_loops_of_a_file_that_is_imported_count(tmp_path: Path) -> None:
    other = solution("def g(x):\n    for i in x: pass\n    return x\n", "g.py")
    text = "from g import g\n\n\n" + function("x", "for i in x: pass", "return g(x)")
    assert made(tmp_path / "new", draft("Name", (solution(text), other), 1)).tasks[0].loops == 2


@pytest.mark.parametrize("module", ["scipy.signal", "other"])
def test_a_module_that_may_not_be_there_is_told(module: str) -> None:
    (note,) = draft("Name", (solution(f"import {module} as m\n\n\n" + function("x", "return m.f(x)")),), 1).notes
    assert note.startswith(f"f.py imports {module}, which has to be there")


@pytest.mark.parametrize(
    "line",
    ["while x.any(): x = x - 1", "y = [i for i in x]", "y = list(map(abs, x))", "y = getattr(x, str(x)[:0], x)"],
)
def test_no_loop_is_counted_where_the_solution_has_another(line: str, tmp_path: Path) -> None:
    drafted = draft("Name", (solution(function("x", line, "return x")),), 1)
    (task,) = made(tmp_path / "new", drafted).tasks
    assert task.loops is None
    assert b"# No loop is counted, since the model solution has another one" in drafted.files["assignment.toml"]


def test_what_the_solutions_import_may_be_imported(tmp_path: Path) -> None:
    text = "import itertools\nfrom b import g\n\n\n" + function("x", "return x + next(itertools.count())")
    other = solution("def g(x):\n    return x + 1\n", "b.py")
    assignment = made(tmp_path / "new", draft("Name", (solution(text, "a.py"), other), 1))
    assert "itertools" in assignment.policy.imports
    assert "b" not in assignment.policy.imports


HUGE = {
    "assigned in a circle": ["y = z", "z = y"] * 1500 + ["return y"],
    "returned often": ["return x + 1"] * 1500,
    "sizes of sizes": ["y0 = x", *(f"y{n + 1} = y{n} + x" for n in range(2500)), "return x"],
    "compared often": ["if x < 1:", "    raise ValueError"] * 2000 + ["return x"],
    "named often": ["x = x[x:]"] * 1500 + ["return x"],
}


@pytest.mark.parametrize("name", HUGE)
def test_a_large_solution_is_drafted_too(name: str) -> None:
    """Each name and each place is looked at once; otherwise this never ends."""
    assert draft("Name", (solution(function("x", *HUGE[name])),), 1).files


def test_a_solution_that_is_nested_too_deeply_is_told() -> None:
    text = function("x, y=" + "-" * 900 + "1", "return x")
    with pytest.raises(DraftError, match=r"^f\.py: (does not parse: )?nested too deeply( to be read)?$"):
        draft("Name", (solution(text),), 1)


def test_what_no_student_may_use_is_told() -> None:
    (note,) = draft("Name", (solution(function("x", "return np.lib.os.sep + x")),), 1).notes
    assert note.startswith("f.py: line 8: refused by `imports`: ")


def test_it_is_said_which_function_was_taken_of_several() -> None:
    text = function("x", "return x") + "\n\ndef g(x):\n    return x\n"
    (note,) = draft("Name", (solution(text),), 1).notes
    assert note == "f.py: f was taken, which is named like the file; another one (g): --solution f.py:FUNCTION"
    assert draft("Name", (solution(text, name="f"),), 1).notes == ()


def test_two_files_of_one_name_and_one_function_twice_are_refused() -> None:
    one, other = solution(function("x", "return x")), solution(function("x", "return x + 1"))
    with pytest.raises(DraftError, match=r"f\.py: two different files have this name"):
        draft("Name", (one, other), 1)
    with pytest.raises(DraftError, match=r"f\.py: f is given twice"):
        draft("Name", (one, one), 1)
