"""What `grader explain` says of an assignment: its own checks, points, loops and modules."""

from pathlib import Path

import pytest

from checks.pipeline import CHECK_IDS
from grader.cli import run

HEAD = 'name = "Two"\n[policy]\nforbidden_calls = ["numpy.sum"]\n{policy}\n'
FIRST = (
    '[[tasks]]\nid = "a"\ntitle = "A"\nfile = "a.py"\nfunction = "a"\nloops = 3\n{first}\n'
    '[tasks.arguments]\nx = {{ array = "n" }}\n'
)
SECOND = (
    '[[tasks]]\nid = "b"\ntitle = "B"\nfile = "b.py"\nfunction = "b"\n{second}\n'
    '[tasks.arguments]\nx = {{ array = "n" }}\n'
)


def written(folder: Path, policy: str = "", first: str = "", second: str = "") -> list[str]:
    """The option that names an assignment of two tasks with these keys more."""
    text = HEAD.format(policy=policy) + FIRST.format(first=first) + SECOND.format(second=second)
    (folder / "assignment.toml").write_text(text)
    for name in "ab":
        (folder / f"{name}.py").write_text(f"def {name}(x):\n    return x\n")
    return ["--assignment", str(folder)]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["explain", *arguments]) == 0
    return capsys.readouterr().out


def rows(text: str) -> dict[str, str]:
    """The lines of the table by the check that they begin with."""
    found = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {words[0]: words[-1] for words in found if words[0] in CHECK_IDS}


def test_the_checks_are_those_that_are_made_with_their_points(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    option = written(
        tmp_path,
        'checks = ["values", "loops", "proof"]\n[scoring]\nrequired = ["loads", "values"]\n'
        "[scoring.points]\nvalues = 4\nproof = 2",
        "points.values = 7",
        'required = ["proof"]',
    )
    found = rows(said(capsys, *option))
    assert found.keys() == {"source", "signature", "capabilities", "loads", "runs", "loops", "proof", "values"}
    assert "4 or 7" in found["values"]
    assert "wrong_answer (task a)" in found["values"]
    assert "wrong_answer (task b)" in found["proof"]
    assert " 2 " in found["proof"]


@pytest.mark.parametrize("second", ["", "loops = 0"])
def test_a_page_names_the_loops_of_each_task_that_counts_some(second: str, tmp_path: Path, capsys) -> None:
    option = written(tmp_path, second=second)
    for check in ("loops", "loop_trace"):
        page = said(capsys, check, *option)
        assert page.startswith(f"{check}: ")
        assert "In Two::\n\n    task a: at most 3 `for` statements" in page
        assert ("task b: no loop" in page) == bool(second)


def test_a_page_names_what_each_task_may_use(tmp_path: Path, capsys) -> None:
    option = written(tmp_path, first='imports = { itertools = ["chain"] }\nforbidden_calls = []')
    page = said(capsys, "imports", *option)
    assert "task a: `itertools.chain`\n" in page
    assert "task b: `numpy`, `math.ceil`, `math.floor`, `typing` and `__future__`, but not `numpy.sum`\n" in page


def test_a_page_names_order_tolerance_and_types_where_a_task_asks_for_them(tmp_path: Path, capsys) -> None:
    option = written(tmp_path, first='order = "any"\ntolerance = 0.01', second="types = true")
    for check in ("values", "proof"):
        page = said(capsys, check, *option)
        assert page.endswith("\n    task a: rows in any order, off by at most 0.01 of the largest right value\n")
    assert said(capsys, "return_type", *option).endswith("\n    task b: the types of the model solution's result\n")


def test_tasks_that_ask_the_same_are_named_together(capsys) -> None:
    page = said(capsys, "loops")
    assert "tasks 0, 1, 2, 3, 4 and 6: at most 2 `for` statements\n    task 5: at most 3 `for` statements\n" in page


def test_a_check_of_which_no_task_says_anything_has_its_page_alone(tmp_path: Path, capsys) -> None:
    assert "In Two" not in said(capsys, "quiet", *written(tmp_path))


def test_a_check_that_is_not_made_there_has_no_page(tmp_path: Path, capsys) -> None:
    option = written(tmp_path)
    (tmp_path / "assignment.toml").write_text((tmp_path / "assignment.toml").read_text().replace("loops = 3", ""))
    assert run(["explain", "loops", *option]) == 2
    assert "there is no check `loops` in this assignment" in capsys.readouterr().err
    assert "loops" not in rows(said(capsys, *option))


def test_an_assignment_that_cannot_be_used_is_told(tmp_path: Path, capsys) -> None:
    assert run(["explain", *written(tmp_path, "x = 1")]) == 2
    assert "policy.x: unknown key" in capsys.readouterr().err
