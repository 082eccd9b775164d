"""What students get: it grades as the whole does, and nothing of what is secret is in its bytes."""

import json
import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from checks.model import Source, TaskFiles, TaskGrade
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.cli import run
from grader.folders import cache_folder
from grader.judging import grading
from grader.judging.items import WorkItem
from grader.judging.judge import Judge
from grader.judging.static import StaticWorker
from grader.sandbox.client import Sandbox
from tests.assignments import folder_with, folder_with_optional
from tests.checks.exercises.modelled.course import COURSE
from tests.checks.exercises.modelled.programs import HEAD, body, written
from tests.conftest import ROOT
from tests.tasks import FORMS

A_DOZEN = (
    "moving average of the same length, with NaN at the start",
    "runs of equal values in any array",
    "cumulative maxima",
    *[name for number, name in enumerate(COURSE) if number % 6 == 3],
)[:14]
SEED = 987654321012345678
SECRETS = """name = "Averages"  # comment_that_is_secret

[[tasks]]
id = "1"
title = "Moving Average"
file = "moving_average.py"
function = "moving_average"
loops = 1

[tasks.arguments]
x = { array = "n" }
k = { integer = "k", least = 1, most = "n" }

[[tasks.calls]]
title = "a week of temperatures"
x = [11.5, 12, 9.5, 13, 14.5, 12, 10]
k = 3

[[tasks.calls]]
family = "hushed_family"
about = "what_nobody_is_to_know"
title = "hushed_title"
x = [7654.321, 8765.432, 9876.543, 1.25]
k = 2

[[tasks.calls]]
title = "measured"
x = { data = "shown" }
k = 2

[[tasks.calls]]
family = "hushed_family"
x = { data = "covered" }
k = 2

[[tasks.misconceptions]]
name = "name_of_the_variant"
file = "misconceptions/forgets_last.py"
explanation = "explanation_of_the_variant"
hint = "hint_of_the_variant"

[data.shown]
file = "measured.npz"
key = "shown"

[data.covered]
file = "measured.npz"
key = "covered_key"

[cases]
seed = 987654321012345678
hidden = ["hushed_family", "large_values", "various_sizes"]

[late]
deadline = 2031-05-06T07:08:09
"""
MODEL = '''#!/usr/bin/env python3
"""A module that nobody may see"""
import numpy as np


def moving_average(x, k):
    """By sums that are shifted_in_secret"""
    total_of_the_model = np.zeros(len(x) - k + 1)
    for shift_of_the_model in range(k):
        total_of_the_model += x[shift_of_the_model:len(x) - k + 1 + shift_of_the_model]
    return total_of_the_model / k
'''
OTHERS = {
    "inputs.py": "def calls_of_inputs(random_of_inputs):\n    yield {'x_of_inputs': 1}\n",
    "samples/wrong/moving_average.py": "def sample_that_is_wrong(x):\n    return sample_value_of_it\n",
    "misconceptions/forgets_last.py": MODEL.replace("_of_the_model", "_of_the_variant").replace(
        "range(k)", "range(k - 1)"
    ),
    "equivalent.toml": "equivalent_reason = 'secret_equivalence'\n",
}


def folder_with_secrets(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, text in {"assignment.toml": SECRETS, "moving_average.py": MODEL, **OTHERS}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    np.savez(folder / "measured.npz", shown=np.array([3.5, 2.25, 7.0]), covered_key=np.array([4321.125, 5432.25, 1.5]))
    return folder


def export(folder: Path, output: Path) -> Path:
    assert run(["export", "student", str(folder), "--output", str(output)]) == 0
    return output


def texts(folder: Path) -> Iterator[bytes]:
    """All bytes of all files, names of files, and of archives what is in them."""
    for path in folder.rglob("*"):
        yield path.relative_to(folder).as_posix().encode()
        if path.is_file():
            yield path.read_bytes()
        if path.suffix == ".npz":
            with np.load(path) as archive:
                for key in archive.files:
                    yield key.encode()
                    yield archive[key].tobytes()


# --- what must be the same ---------------------------------------------------------------------------


def graded(assignment: Assignment, programs: dict[str, str], box: Sandbox) -> dict[str, TaskGrade]:
    (task,) = assignment.tasks
    found = {}
    with StaticWorker() as worker:
        judge = Judge(assignment, box, worker, cache_folder())
        for name, program in programs.items():
            files = TaskFiles(Source(task.file, (HEAD + program).encode(), "", executable=True))
            said = judge.judge(WorkItem(task.id, files))
            found[name] = grading.grade_task(task, assignment, files, said.read, said.ran)
    return found


def told(grade: TaskGrade) -> tuple[object, ...]:
    return grade.verdict, grade.score, [(check.id, check.status, check.points) for check in grade.checks]


@pytest.mark.parametrize("name", A_DOZEN)
def test_right_and_wrong_programs_get_what_the_whole_assignment_gives_them(
    name: str, tmp_path: Path, box: Sandbox
) -> None:
    asked = COURSE[name]
    whole = written(tmp_path, asked.task, asked.model)
    shown = load(export(tmp_path, tmp_path / "student"), CHECK_IDS)
    assert shown.tasks == whole.tasks
    assert not any(task.file in shown.files for task in shown.tasks)
    programs = {"nothing": body(", ".join(whole.tasks[0].parameters), "raise NotImplementedError")}
    programs |= {f"{kind} {n}": text for kind in ("right", "wrong") for n, text in enumerate(getattr(asked, kind)[:3])}
    by_whole, by_shown = (graded(each, programs, box) for each in (whole, shown))
    assert {each: told(grade) for each, grade in by_shown.items()} == {
        each: told(grade) for each, grade in by_whole.items()
    }
    assert {each: grade.verdict == "accepted" for each, grade in by_shown.items()} == {
        each: each.startswith("right") for each in programs
    }


EXAMPLES = sorted(path.parent for path in (ROOT / "docs" / "examples").glob("*/assignment.toml"))


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_the_worked_examples_give_their_samples_what_the_whole_gives(folder: Path, tmp_path: Path, capsys) -> None:
    student = export(folder, tmp_path / "student")
    every = b"".join(texts(student))

    def said(sample: Path, assignment: Path) -> list[tuple[object, ...]]:
        run(["grade", str(sample), "--assignment", str(assignment), "--report", f"json={tmp_path / 'json'}"])
        tasks = json.loads((tmp_path / "json").read_text())["tasks"]
        return [(task["id"], task["verdict"], task["score"]["earned"]) for task in tasks]

    for sample in sorted((folder / "samples").iterdir()):
        assert said(sample, student) == said(sample, folder), sample.name
    for file in folder.rglob("*.py"):
        lines = [line.strip() for line in file.read_text().splitlines() if line.startswith("    ")]
        assert not [line for line in lines if len(line) > 25 and line.encode() in every]


def test_tasks_of_a_kind_need_no_answers_and_bring_their_data(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "whole")
    (folder / "README.md").write_text("# Ours\n")
    student = export(folder, tmp_path / "student")
    whole, shown = load(folder, CHECK_IDS), load(student, CHECK_IDS)
    assert shown.tasks == whole.tasks
    assert (shown.answers, shown.scoring, shown.policy, shown.limits) == ("", whole.scoring, whole.policy, whole.limits)
    assert shown.data == {"digits": whole.data["digits"]}  # of photographs no task here is given any
    assert shown.limits_full == whole.limits_full
    assert sorted(path.relative_to(student).as_posix() for path in student.rglob("*") if path.is_file()) == [
        "README.md",
        "assignment.toml",
        "mnist/digits.npz",
        *sorted(f"starter/{task.file}" for task in whole.tasks),
    ]
    assert (student / "README.md").read_text() == "# Ours\n"
    assert len(FORMS) == len(whole.tasks)


def test_hidden_families_of_a_kind_are_not_asked(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "whole")
    text = (folder / "assignment.toml").read_text()
    (folder / "assignment.toml").write_text(
        text.replace("hidden = []", 'hidden = ["even_kernels", "full", "repeatable"]')
    )
    student = export(folder, tmp_path / "student")
    shown = load(student, CHECK_IDS)
    assert "even_kernels" not in shown.cases.families
    assert "mnist" in shown.cases.families
    assert shown.data["digits"].full is None
    assert "repeatable" not in (*shown.policy.checks, *shown.scoring.required)
    assert not [text for text in texts(student) if b"even_kernels" in text or b"repeatable" in text]


def test_optional_tasks_stay_optional(tmp_path: Path) -> None:
    folder = folder_with_optional(tmp_path / "whole", optional=(1,))
    shown = load(export(folder, tmp_path / "student"), CHECK_IDS)
    assert [task.optional for task in shown.tasks] == [False, True, False, False]


# --- what must not be there --------------------------------------------------------------------------


def test_nothing_that_is_secret_is_in_its_bytes(tmp_path: Path, box: Sandbox) -> None:
    folder = folder_with_secrets(tmp_path / "whole")
    student = export(folder, tmp_path / "student")
    every = list(texts(student))
    words = {
        "comment_that_is_secret",
        "hushed_family",
        "large_values",
        "what_nobody_is_to_know",
        "hushed_title",
        str(SEED),
    }
    words |= {"covered", "covered_key", "deadline", "seed", "7654.321", "4321.125", "inputs.py", "misconceptions"}
    words |= {"samples", "equivalent", "forgets_last", "name_of_the_variant", "hint_of_the_variant"}
    for text in (MODEL, *OTHERS.values()):
        words |= {line.strip() for line in text.splitlines() if len(line.strip()) > 25}
        words |= set(re.findall(r"\w*(?:_in_secret|_of_\w+|_that_is_\w+|variant_\w+|secret_\w+)", text))
    words -= {"import numpy as np", "def moving_average(x, k):", "#!/usr/bin/env python3"}
    found = {word for word in words for text in every if word.encode() in text}
    assert found == set()
    assert not [text for text in every if struct.pack("<q", SEED) in text]
    hidden = hidden_arrays(load(folder, CHECK_IDS), tmp_path, box)
    assert len(hidden) > 5
    assert not [array for array in hidden for text in every if array in text]


def hidden_arrays(whole: Assignment, folder: Path, box: Sandbox) -> list[bytes]:
    """The values of hidden calls, and the answers to them: those that are long enough to be no accident."""
    with StaticWorker() as worker:
        judge = Judge(whole, box, worker, folder / "kept")
        prepared = judge.prepared(whole.tasks[0])
    cases = prepared.hidden.cases
    arrays = [case.arguments["x"] for case in cases] + [prepared.answers(case)[0].array for case in cases]
    return [array.tobytes() for array in arrays if array.size >= 4 and len(set(array.ravel().tolist())) > 3]


MAKES_CALLS = '''"""Calls that no description has words for"""


def calls(seed):
    """Triangles of texts_of_inputs"""
    for size_in_inputs in range(1, 12):
        yield {"x": tuple(("b", "a", str(seed % 7))[:size_in_inputs] * size_in_inputs), "k": size_in_inputs}
'''


@pytest.mark.parametrize("described", [False, True], ids=["any", "described"])
def test_calls_that_a_file_makes_are_given_as_data_without_the_file(
    described: bool, tmp_path: Path, box: Sandbox
) -> None:
    x = 'x = { array = "n" }' if described else "x = { any = true }"
    made = MAKES_CALLS.replace("tuple(", "np.array([len(each) for each in ").replace(" * size_in_inputs),", " * 2]),")
    (tmp_path / "makes.py").write_text("import numpy as np\n" + made if described else MAKES_CALLS)
    task = f'inputs = "makes.py"\n[tasks.arguments]\n{x}\nk = {{ integer = "k" }}\n'
    whole = written(tmp_path, task, body("x, k", "return np.array([len(x), k])"))
    student = export(tmp_path, tmp_path / "student")
    assert not [text for text in texts(student) if re.search(rb"_(of|in)_inputs|Triangles", text)]
    shown = load(student, CHECK_IDS)
    assert shown.tasks[0].inputs == ""
    programs = {"right": body("x, k", "return np.array([len(x), k])"), "wrong": body("x, k", "return len(x)")}
    programs["shape"] = body("x, k", "return np.zeros((2, 2)) if k == 3 else np.array([len(x), k])")
    by_whole, by_shown = (graded(each, programs, box) for each in (whole, shown))
    assert {each: told(grade) for each, grade in by_shown.items()} == {
        each: told(grade) for each, grade in by_whole.items()
    }
    assert [grade.verdict for grade in by_shown.values()] == ["accepted", "wrong_answer", "wrong_answer"]


def test_no_number_is_left_out_where_a_call_is_hidden(tmp_path: Path) -> None:
    folder = folder_with_secrets(tmp_path / "whole")
    text = SECRETS.replace('title = "measured"\n', "")
    (folder / "assignment.toml").write_text(text)
    student = export(folder, tmp_path / "student")
    with np.load(student / "answers.npz") as archive:
        calls = json.loads(archive["calls"].tobytes())["1"]["values"]
    own = [(call["id"], call["title"]) for call in calls if call["family"] == "own"]
    assert own == [("own-0", "a week of temperatures"), ("own-1", "call 2")]
    assert [call.title for call in load(student, CHECK_IDS).tasks[0].calls] == ["a week of temperatures", "call 2"]


def test_the_search_would_find_it(tmp_path: Path, box: Sandbox) -> None:
    """What is not hidden is in the bytes, by the same search."""
    folder = folder_with_secrets(tmp_path / "whole")
    text = (folder / "assignment.toml").read_text().replace('"hushed_family", "large_values", "various_sizes"', "")
    (folder / "assignment.toml").write_text(text)
    every = list(texts(export(folder, tmp_path / "student")))
    for word in ("hushed_family", "what_nobody_is_to_know", "hushed_title", "7654.321", "covered_key", "large_values"):
        assert any(word.encode() in text for text in every), word
    assert any(np.array([4321.125, 5432.25, 1.5]).tobytes() in text for text in every)


def test_the_largest_call_is_not_asked_twice_where_it_is_hidden(tmp_path: Path) -> None:
    folder = folder_with_secrets(tmp_path / "whole")
    (folder / "assignment.toml").write_text(
        SECRETS.replace("x = [7654.321, 8765.432, 9876.543, 1.25]", f"x = {[7654.321] * 300}")
    )
    every = b"".join(texts(export(folder, tmp_path / "student")))
    assert np.array([7654.321] * 10).tobytes() not in every


@pytest.mark.parametrize(
    ("family", "check"), [("proof", "proof"), ("repeatable", "repeatable"), ("traced", "loop_trace")]
)
def test_a_check_whose_calls_are_hidden_is_not_made(family: str, check: str, tmp_path: Path, box: Sandbox) -> None:
    task = 'loops = 1\npoints.proof = 2\n[tasks.arguments]\nx = { array = "n" }\n[cases]\nhidden = '
    right = body("x", "return x + 1")
    written(tmp_path, f'{task}["{family}"]\n', right)
    shown = load(export(tmp_path, tmp_path / "student"), CHECK_IDS)
    grade = graded(shown, {"right": right}, box)["right"]
    assert grade.verdict == "accepted"
    assert grade.score.earned == grade.score.possible
    assert check not in {each.id for each in grade.checks}
    assert len(grade.checks) > 10


def test_the_reports_of_a_student_tell_nothing_of_hidden_calls(tmp_path: Path, capsys) -> None:
    folder = folder_with_secrets(tmp_path / "whole")
    student = export(folder, tmp_path / "student")
    work = tmp_path / "work"
    work.mkdir()
    (work / "moving_average.py").write_text(MODEL.replace("/ k", "/ 2"))
    capsys.readouterr()
    page = tmp_path / "page.html"
    words = ["grade", str(work), "--assignment", str(student), "--format", "json", "--audience", "instructor"]
    assert run([*words, "--report", f"html={page}"]) == 1
    out = capsys.readouterr().out
    assert json.loads(out)["tasks"][0]["verdict"] == "wrong_answer"
    for text in (out, page.read_text()):
        assert not re.search("hushed|large_values|various_sizes|covered|nobody_is", text)
    assert '"hidden": true' not in out


# --- counterexamples ---------------------------------------------------------------------------------


def test_the_counterexample_is_the_smallest_of_the_calls_that_were_asked(tmp_path: Path, box: Sandbox) -> None:
    task = '[tasks.arguments]\nx = { array = "n" }\nk = { integer = "k", least = 1, most = "n" }\n'
    written(tmp_path, task, body("x, k", "return np.convolve(x, np.ones(k), 'valid')"))
    shown = load(export(tmp_path, tmp_path / "student"), CHECK_IDS)
    wrong = body("x, k", "return np.convolve(x, np.ones(k), 'valid') + (len(x) > 4 and k > 1)")
    grade = graded(shown, {"wrong": wrong}, box)["wrong"]
    (proof,) = (check for check in grade.checks if check.id == "proof")
    assert "; the smallest: for x (5,) and k = 2, " in proof.findings[0].message
    assert proof.findings[0].evidence.snippet


# --- the command -------------------------------------------------------------------------------------


def refused(capsys, *words: str) -> str:
    assert run(["export", "student", *words]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    return error.removeprefix("grader: ").rstrip("\n")


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_nothing_is_written_over(kind: str, tmp_path: Path, capsys) -> None:
    output = tmp_path / "student"
    {"file": output.touch, "folder": output.mkdir, "link": lambda: output.symlink_to("nowhere")}[kind]()
    folder = folder_with_optional(tmp_path / "whole")
    before = set(tmp_path.rglob("*"))
    said = refused(capsys, str(folder), "--output", str(output))
    assert said == f"{output}: there is something already, and nothing is written over; name another --output"
    assert set(tmp_path.rglob("*")) == before


def test_what_cannot_be_made_leaves_nothing_behind(tmp_path: Path, capsys) -> None:
    folder = folder_with_optional(tmp_path / "whole")
    (folder / "1-negate.py").write_text("def negate(x):\n    raise ValueError('no')\n")
    before = set(tmp_path.rglob("*"))
    said = refused(capsys, str(folder), "--output", str(tmp_path / "student"))
    assert said.startswith("1-negate.py: the model solution gives no answer")
    assert set(tmp_path.rglob("*")) == before


def test_what_students_get_is_not_exported_once_more(tmp_path: Path, capsys) -> None:
    student = export(folder_with_optional(tmp_path / "whole"), tmp_path / "student")
    capsys.readouterr()
    said = refused(capsys, str(student), "--output", str(tmp_path / "again"))
    assert said == "answers: this is what students get already; export the folder with the model solutions"


def test_an_assignment_of_which_all_is_hidden_is_refused(tmp_path: Path, capsys) -> None:
    folder = folder_with_secrets(tmp_path / "whole")
    (folder / "assignment.toml").write_text(SECRETS.replace("[cases]", '[cases]\nfamilies = ["hushed_family"]'))
    said = refused(capsys, str(folder), "--output", str(tmp_path / "student"))
    assert said == "cases.hidden: every call of task 1 is hidden: students would be asked nothing"


def test_a_small_seed_is_warned_of_where_something_is_hidden(tmp_path: Path, capsys) -> None:
    folder = folder_with_secrets(tmp_path / "whole")
    export(folder, tmp_path / "large")
    assert capsys.readouterr().err == ""
    (folder / "assignment.toml").write_text(SECRETS.replace(f"seed = {SEED}", "seed = 281474976710655"))
    export(folder, tmp_path / "small")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("cases.seed: a small one can be found by trying")
    assert "take a seed of at least 281474976710656" in line
    assert "281474976710655" not in line


def test_starter_files_of_ones_own_are_taken_but_for_the_model_solution(tmp_path: Path, capsys) -> None:
    folder = folder_with_optional(tmp_path / "whole")
    (folder / "starter").mkdir()
    own = folder / "starter" / "0-double.py"
    own.write_text("# begin here\n")
    student = export(folder, tmp_path / "student")
    assert (student / "starter" / "0-double.py").read_text() == "# begin here\n"
    assert os.access(student / "starter" / "0-double.py", os.X_OK)
    assert "raise NotImplementedError" in (student / "starter" / "1-negate.py").read_text()
    own.write_bytes((folder / "0-double.py").read_bytes() + b"\n")
    capsys.readouterr()
    said = refused(capsys, str(folder), "--output", str(tmp_path / "other"))
    assert said == "starter/0-double.py: this is the model solution; put there what students begin with"


@pytest.mark.parametrize("name", ["README.md", "starter/0-double.py"])
def test_a_link_is_not_followed(name: str, tmp_path: Path, capsys) -> None:
    folder = folder_with_optional(tmp_path / "whole")
    (folder / "starter").mkdir()
    (tmp_path / "secret").write_text("secret")
    (folder / name).symlink_to(tmp_path / "secret")
    said = refused(capsys, str(folder), "--output", str(tmp_path / "student"))
    assert said == f"{name} is a link; put the file itself there"


def test_it_can_be_read_by_everybody(tmp_path: Path) -> None:
    student = export(folder_with_optional(tmp_path / "whole"), tmp_path / "student")
    assert student.stat().st_mode & 0o077 == 0o777 & ~umask() & 0o077
    assert (student / "answers.npz").stat().st_mode & 0o777 == 0o644


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_two_exports_are_the_same(tmp_path: Path) -> None:
    folder = folder_with_secrets(tmp_path / "whole")
    one, other = (export(folder, tmp_path / name) for name in ("one", "other"))
    files = [path.relative_to(one) for path in one.rglob("*") if path.is_file()]
    assert all((one / file).read_bytes() == (other / file).read_bytes() for file in files)


def test_a_class_is_graded_with_it_like_with_any_assignment(tmp_path: Path) -> None:
    student = export(folder_with_optional(tmp_path / "whole"), tmp_path / "student")
    out = tmp_path / "out"
    (tmp_path / "class").mkdir()
    (student / "starter").rename(tmp_path / "class" / "ada")
    words = ["batch", str(tmp_path / "class"), "--out", str(out), "--assignment", str(student), "--quiet"]
    assert run([*words, "--isolation", "limits"]) == 0
    made = [json.loads(path.read_text()) for path in out.rglob("*.json")]
    assert [each for each in made if each.get("passed") is False]


def test_a_copy_without_its_answers_says_so(tmp_path: Path, capsys) -> None:
    student = export(folder_with_optional(tmp_path / "whole"), tmp_path / "student")
    (student / "answers.npz").unlink()
    capsys.readouterr()
    assert run(["grade", str(student / "starter"), "--assignment", str(student)]) == 2
    said = capsys.readouterr().err
    assert said.endswith(f"answers: answers.npz is not in {student}; copy the whole folder\n")
    assert "assignment.toml" in said
