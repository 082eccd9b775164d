"""The README tells of everything that there is, and shows what is really printed.

`make test ARGS="-k readme --renew"` writes anew what it shows; what has changed is then read in `git diff`.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest

from checks.exercises.convolution.conventions import EVEN, OF_SAME
from checks.model.assignment import Assignment, RuleFile
from checks.pipeline import CHECK_IDS
from checks.static.added import troubles
from grader.assignment import load
from grader.cli import cli, run
from grader.commands.explain import HEADINGS, listed
from grader.report.formats import FORMATS
from tests.conftest import ROOT

README = ROOT / "README.md"
CHECKS = re.compile(r"(?<=### Checks\n\n)(?:\|.*\n)+")
GRADED = re.compile(r"(?ms)(?<=^```console\n)\$ make grade STUDENT=(\S+)(?: ARGS=\"([^\"\n]*)\")?\n.*?(?=^```)")


def table_of_checks(assignment: Assignment) -> str:
    """The checks as `grader explain` lists them."""
    rows = [HEADINGS, ("---",) * len(HEADINGS)]
    rows += [
        (f"`{check}`", asks, points, verdict and f"`{verdict}`") for check, asks, points, verdict in listed(assignment)
    ]
    return "".join(f"| {' | '.join(row)} |\n".replace("  ", " ") for row in rows)


def test_the_readme_has_every_convention() -> None:
    table = README.read_text().partition("### Conventions of `same`\n")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", table, re.MULTILINE)
    assert rows == [(name, convention.words) for name, convention in OF_SAME.items()]
    assert all(f"`{name}`" in table for name in EVEN)


def printed(call: re.Match[str], capsys: pytest.CaptureFixture[str]) -> str:
    """A call of `make grade`, and what it prints now."""
    run(["grade", call[1], *(call[2] or "").split()])
    return f"{call[0].partition(chr(10))[0]}\n{capsys.readouterr().out}"


def test_the_readme_shows_what_is_really_there_and_printed(
    whole: Assignment, capsys, monkeypatch, need: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    text = README.read_text()
    renewed = CHECKS.sub(table_of_checks(whole), text)
    renew = request.config.getoption("--renew")
    assert renew or text == renewed
    need("full")
    renewed = GRADED.sub(lambda call: printed(call, capsys), renewed)
    if renew and renewed != text:
        README.write_text(renewed)
        pytest.skip("README.md is written anew: read what has changed in git diff")
    assert len(GRADED.findall(text)) > 1
    assert text == renewed


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    for word, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


@pytest.mark.parametrize("name", FORMATS)
def test_the_readme_documents_every_format(name: str) -> None:
    table = README.read_text().partition("### Reports\n")[2].partition("\n### ")[0]
    assert re.search(rf"^\| `{name}` \| \w", table, re.MULTILINE)


def test_every_link_of_the_readme_leads_somewhere() -> None:
    text = README.read_text()
    prose = re.sub(r"(?ms)^```.*?^```", "", text)
    anchors = {
        re.sub(r"[^a-z0-9 _-]", "", title.lower()).replace(" ", "-") for title in re.findall(r"(?m)^#+ (.*)", prose)
    }
    targets = re.findall(r"\]\((?!https?:)([^)]+)\)", prose)
    assert "docs/student.png" in targets
    assert [target for target in targets if target[0] == "#" and target[1:] not in anchors] == []
    assert [target for target in targets if target[0] != "#" and not (ROOT / target).exists()] == []


def test_the_readme_names_every_command_option_and_make_target() -> None:
    text = README.read_text()
    wanted = []
    for name, command in commands(cli, "grader"):
        wanted.append(name)
        wanted += [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    wanted += re.findall(r"^(\w+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert not [name for name in wanted if name not in text]


def keys_of(wanted: object) -> Iterator[str]:
    """The keys of the tables that become this type, and of those in them."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
        for field in msgspec.structs.fields(wanted):
            yield field.name
            yield from keys_of(field.type)
    for inner in get_args(wanted):
        yield from keys_of(inner)


WORDS_OF_ARGUMENTS = {
    "array",
    "integer",
    "float",
    "pair",
    "either",
    "least",
    "most",
    "dtype",
    "sorted",
    "none",
    "default",
}
NO_KEYS = {"files", "named", "form", "axes", "size", "sizes", "choices", "optional", "shape", "values", "arguments"}


def test_the_readme_documents_every_key_of_an_assignment() -> None:
    section = README.read_text().partition("### Your own assignment\n")[2].partition("\n### ")[0]
    keys = {*keys_of(Assignment), "random", "data"} - NO_KEYS | WORDS_OF_ARGUMENTS
    assert {"remedy", "conventions", "where", "sha256"} < keys
    assert not [key for key in keys if not re.search(rf"\b{key}\b", section)]


def test_the_readme_shows_an_assignment_that_is_taken(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```toml\n(name = .*?)^```", README.read_text(), re.M | re.S)
    (tmp_path / "assignment.toml").write_text(text)
    (tmp_path / "moving_average.py").write_text("def moving_average(x, k):\n    return x\n")
    (task,) = load(tmp_path, CHECK_IDS).tasks
    assert [name for name, _ in task.calls[0].arguments] == ["x", "k"]


def test_the_readme_shows_a_rule_that_is_taken() -> None:
    (text,) = re.findall(r"^```yaml\n(id: .*?)^```", README.read_text(), re.M | re.S)
    name = text.partition("id: ")[2].split()[0]
    assert list(troubles(RuleFile(f"rules/{name}.yml", text))) == []


@pytest.mark.parametrize("floor", ["grader", "checks"])
def test_the_readme_says_what_is_in_each_room(floor: str) -> None:
    rooms = {path.parent.name for path in (ROOT / floor).glob("*/__init__.py")}
    table = README.read_text().partition(f"| room of `{floor}/` |")[2].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)/` \|", table, re.MULTILINE)) == rooms
