"""Golden files: what each format makes of one fixed Grade.

`make test ARGS="-k golden --renew"` writes them anew; what has changed is then read in `git diff`.
"""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from grader.report.audience import for_student
from grader.report.formats import FORMATS, Setting
from tests.conftest import ROOT
from tests.grader.report.fixed import fixed
from tests.grader.report.html.pages import MADE
from tests.grader.report.html.pngs import comparable

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {
    "text": "txt",
    "json": "json",
    "html": "html",
    "markdown": "md",
    "junit": "xml",
    "gradescope": "json",
    "github": "txt",
}
SETTING = Setting(provenance=lambda: MADE, folder="math/0x04, a: b", seconds=1.5)


def shown(name: str, grade, setting: Setting = SETTING) -> str:
    stream = io.StringIO()
    FORMATS[name].show(grade, stream, setting)
    return comparable(stream.getvalue())


@pytest.mark.parametrize("audience", ["student", "instructor"])
@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, audience: str, assignment: Assignment, monkeypatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    grade = fixed(assignment)
    text = shown(name, for_student(grade) if audience == "student" else grade)
    file = GOLDEN / f"{name}.{audience}.{ENDINGS[name]}"
    if request.config.getoption("--renew"):
        file.write_text(text, encoding="utf-8")
        pytest.skip(f"{file.name} is written anew: read what has changed in git diff")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_student_is_shown_nothing_of_a_hidden_case(name: str, assignment: Assignment) -> None:
    text = shown(name, for_student(fixed(assignment)))
    assert "9 instead of 8" not in text
    assert "call that is not shown did not pass" in text


def test_there_is_a_golden_file_for_every_format_and_no_other() -> None:
    wanted = {f"{name}.{audience}.{ENDINGS[name]}" for name in FORMATS for audience in ("student", "instructor")}
    assert {file.name for file in GOLDEN.iterdir()} == wanted


HEAVY = (
    "rich",
    "numpy",
    "scipy",
    "xml",
    "watchfiles",
    "zipfile",
    "yaml",
    "grader.report.markdown",
    "grader.judging.regrading",
)


def test_the_table_of_formats_loads_none_of_them() -> None:
    code = f"import sys, grader.cli; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_grading_loads_nothing_that_only_other_commands_and_formats_need() -> None:
    names = (
        *("xml", "watchfiles", "jinja2", "yaml", "tomli_w", "grader.report.markdown", "grader.report.gradescope"),
        *("grader.verify", "grader.drafting", "grader.export", "checks.exercises.modelled.cases"),
        *("checks.exercises.convolution.diagnosis", "checks.exercises.pooling.diagnosis", "grader.commands.batch"),
    )
    code = (
        "import sys; from grader.cli import run; code = run(['grade', 'reference', '--quiet']); "
        f"print([name for name in {names} if name in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", FORMATS)
def test_what_makes_a_format_can_be_loaded_beforehand(name: str) -> None:
    code = (
        f"import sys; from grader.report.formats import FORMATS; FORMATS[{name!r}].load(); "
        f"print('grader.report.{name}' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"


def test_json_is_made_without_what_draws_on_a_terminal() -> None:
    code = (
        "import sys; from grader.cli import run; code = run(['grade', 'reference', '--format', 'json']); "
        "print('rich' in sys.modules); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
