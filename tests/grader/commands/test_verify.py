"""`grader verify`: what it prints, its exit codes, JSON, and what cannot be used."""

import json
from pathlib import Path

import pytest

from grader.cli import run
from tests.grader.verify.assignments import folder_with, program

TASK = 'loops = 1\n[tasks.arguments]\nx = { array = "n" }'
MODEL = program("x", "return np.abs(x) * 2")
WEAK = TASK.replace('"n" }', '"n", least = 0 }')
SUM = program("x", "return np.cumsum(x)")


def expected(folder: Path, sample: str, text: str, **stated: object) -> None:
    (folder / "samples" / sample).mkdir(parents=True)
    (folder / "samples" / sample / "one.py").write_text(text)
    (folder / "samples" / sample / "expected.json").write_text(json.dumps({"tasks": {"1": stated}}))


def test_a_strong_one_says_so_last(tmp_path: Path, capsys) -> None:
    assert run(["verify", str(folder_with(tmp_path, TASK, MODEL))]) == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[-1] == "Verdict: strong"
    assert max(map(len, lines)) <= 100
    assert "task 1: 10 of 10 points, accepted, the same twice" in printed.out
    assert "Every mutant that is killed still is with a tolerance of up to" in printed.out
    assert printed.err == ""


def test_a_hole_is_shown_with_what_to_change(tmp_path: Path, capsys) -> None:
    assert run(["verify", str(folder_with(tmp_path, WEAK, SUM)), "--each"]) == 1
    out = capsys.readouterr().out
    assert "       +    x = np.abs(x)" in out
    assert "why: x has least = 0: no call has a negative value in x" in out
    assert "f(x=[-1.]) is [-1.]; this gives [1.]" in out
    assert "    x: least = -9 instead of least = 0" in out
    assert "model/1, x without its signs, line 6: x = np.abs(x): passes" in out
    assert out.splitlines()[-1].startswith("Verdict: not strong: ")


def test_json_has_all_of_it(tmp_path: Path) -> None:
    folder, out = folder_with(tmp_path / "weak", WEAK, SUM), tmp_path / "out.json"
    assert run(["verify", str(folder), "--format", "json", "--output", str(out)]) == 1
    found = json.loads(out.read_text())
    assert (found["version"], found["strong"], found["complete"], found["unlisted"]) == (1, False, True, [])
    (described,) = found["description"]
    assert described["calls"] == sum(described["families"].values())
    (only,) = found["programs"]
    assert only["judged"] == only["mutants"] == len(only["of_mutants"]) == found["mutants_judged"]
    assert only["killed"] + only["holes"] + only["listed"] + only["alike"] == only["judged"]
    hole = next(each["hole"] for each in only["of_mutants"] if each["change"] == "x without its signs")
    assert hole["bounds"] == ["x: least = -9 instead of least = 0"]
    assert found["to_add"][0]["lines"] == hole["bounds"]
    assert found["models"][0]["earned"] == 10


def test_places_of_a_draft_that_are_still_marked_are_said(tmp_path: Path, capsys) -> None:
    folder = folder_with(tmp_path, f"# say here what it is called\n{TASK}", MODEL)
    assert run(["verify", str(folder), "--seconds", "0"]) == 1
    out = capsys.readouterr().out
    assert "  assignment.toml, line 7: say here what it is called" in out
    assert out.splitlines()[-1].startswith("Verdict: not strong: 1 place of the draft to look at")


def test_the_example_that_new_makes_is_strong(tmp_path: Path, capsys) -> None:
    assert run(["new", str(tmp_path / "draft")]) == 0
    assert run(["verify", str(tmp_path / "draft")]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Verdict: strong"


def test_what_students_get_has_nothing_to_verify(tmp_path: Path, capsys, monkeypatch) -> None:
    folder_with(tmp_path / "whole", TASK, MODEL)
    monkeypatch.chdir(tmp_path)
    assert run(["export", "student", "whole"]) == 0
    capsys.readouterr()
    assert run(["verify", "student"]) == 2
    assert "student: answers: there is no model solution to change" in capsys.readouterr().err


def test_what_is_not_reached_is_said(tmp_path: Path, capsys) -> None:
    assert run(["verify", str(folder_with(tmp_path, TASK, MODEL)), "--seconds", "0"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "The time was up: 0 of " in out
    assert out.endswith("Verdict: not strong: no mutant was judged")


def test_samples_get_what_they_state_or_it_is_said_how_they_differ(tmp_path: Path, capsys) -> None:
    folder = folder_with(tmp_path, TASK, MODEL)
    expected(folder, "right", MODEL, verdict="accepted", failed=[])
    expected(folder, "wrong", SUM, verdict="accepted", points=3, failed=["values"])
    assert run(["verify", str(folder), "--seconds", "0"]) == 1
    out = capsys.readouterr().out
    assert "The samples: 1 of 2 get what they state" in out
    assert "wrong: task 1: wrong_answer, not accepted" in out
    assert "points, not 3" in out
    assert "wrong: task 1: fails proof, values, not values" in out
    assert "right:" not in out
    assert "1 sample that is not what it states" in out


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (MODEL.replace('    """Works it out"""\n', ""), "documentation: "),
        (program("x", "print(x)", "return x"), ""),
    ],
    ids=["no documentation", "it prints, which costs nothing"],
)
def test_a_model_solution_that_does_not_earn_everything_is_said(model: str, said: str, tmp_path: Path, capsys) -> None:
    code = run(["verify", str(folder_with(tmp_path, TASK, model)), "--seconds", "0"])
    out = capsys.readouterr().out
    assert code == 1
    assert said in out
    assert ("1 model solution that does not earn everything" in " ".join(out.split())) == bool(said)


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("toml", "assignment.toml: tasks[0].loops: expected"),
        ("model", "one.py: the model solution gives no answer for x (1,): "),
        ("loops", "one.py: the model solution does not keep to tasks[0].loops: "),
        ("none", "assignment.toml: there is no such file"),
        ("list", "equivalent.toml: mutant[0].program: expected a text"),
        ("sample", "expected.json: there is no such file; it says what the sample is to get"),
        ("level", "expected.json: isolation: expected full, landlock, limits, got ful"),
        ("mutate", "there is no folder"),
        ("task", "there is no task `7`"),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(broken: str, said: str, tmp_path: Path, capsys) -> None:
    folder, more = folder_with(tmp_path / "one", TASK, MODEL), []
    match broken:
        case "toml":
            folder_with(folder, TASK.replace("loops = 1", "loops = -1"), MODEL)
        case "model":
            (folder / "one.py").write_text(program("x", "raise ValueError('no')"))
        case "loops":
            (folder / "one.py").write_text(program("x", "for i in x:", "    for j in x:", "        pass", "return x"))
        case "none":
            (folder / "assignment.toml").unlink()
        case "list":
            (folder / "equivalent.toml").write_text("[[mutant]]\nchange = 'x'\n")
        case "sample":
            (folder / "samples" / "a").mkdir(parents=True)
        case "level":
            (folder / "samples" / "a").mkdir(parents=True)
            (folder / "samples" / "a" / "expected.json").write_text('{"tasks": {}, "isolation": "ful"}')
        case "mutate":
            more = ["--mutate", str(tmp_path / "nowhere")]
        case "task":
            more = ["--task", "7"]
    assert run(["verify", str(folder), *more]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert said in printed.err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("samples/a", "samples: a is a link; put the folder itself there"),
        ("samples", "samples: a link; put the folder itself there, or name it with --samples"),
    ],
)
def test_samples_that_lie_elsewhere_are_not_read(name: str, said: str, tmp_path: Path, capsys) -> None:
    folder = folder_with(tmp_path / "one", TASK, MODEL)
    (tmp_path / "elsewhere" / "b").mkdir(parents=True)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert run(["verify", str(folder)]) == 2
    assert capsys.readouterr().err.endswith(f"{said}\n")


def test_names_and_texts_of_an_assignment_are_shown_as_they_are(tmp_path: Path, capsys) -> None:
    model = program("x", "mode = '[bold]\\x1b[31m\\u202e'", "return x if mode == 'a' else x")
    folder = folder_with(tmp_path, TASK, model)
    text = (folder / "assignment.toml").read_text().replace('name = "One"', 'name = "[red]One[/red]"')
    (folder / "assignment.toml").write_text(text)
    run(["verify", str(folder), "--each"])
    out = capsys.readouterr().out
    assert out.startswith("[red]One[/red], verified")
    assert "[bold]" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_what_a_hostile_model_solution_does_it_does_in_the_sandbox(tmp_path: Path, capsys) -> None:
    mark = tmp_path / "reached"
    model = program("x", f"open({str(mark)!r}, 'w').close()", "return x")
    assert run(["verify", str(folder_with(tmp_path / "one", TASK, model))]) in (1, 2)
    assert not mark.exists()


def test_a_model_solution_that_fails_for_what_a_draft_guessed_points_there(tmp_path: Path, capsys) -> None:
    task = '[tasks.arguments]\n# say here which numbers\nlabels = { array = "n" }'
    model = program("labels", "return np.eye(9)[labels]")
    assert run(["verify", str(folder_with(tmp_path, task, model))]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.endswith("; first say in assignment.toml what is still marked there: line 8\n")


def test_what_a_model_solution_is_warned_of_is_said(tmp_path: Path, capsys) -> None:
    model = program("x", "print(x)", "return np.abs(x) * 2")
    run(["verify", str(folder_with(tmp_path, TASK, model)), "--seconds", "0"])
    printed = capsys.readouterr().out
    assert "10 of 10 points, accepted, the same twice\n    quiet: " in printed
