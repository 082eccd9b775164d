"""Nothing that a student reads uses the words of the house: they stay in the code and in what instructors read."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.pipeline import submission_checks, task_checks
from grader.commands.explain import page
from tests.conftest import ROOT

NOT_SAID = re.compile(
    r"(?<![`\w-])(taps?|famil(y|ies)|proofs?|cases?)(?![`\w-])|\d+ of \d+ (calls|cases)|\} of \{[^}]*\} (calls|cases)"
    r"|watched while|nothing to compare|stand-ins?\b",
    re.IGNORECASE,
)
"""Words that a beginner does not know as we mean them. What stands in backticks is the id of a check."""
TOLD = ("checks/dynamic", "checks/static", "checks/submission", "checks/exercises", "checks/language", "checks")
FOR_INSTRUCTORS = ("checks/exercises/inputs", "checks/exercises/convolution/form", "checks/exercises/pooling/form")
"""What these say is of a description of an exercise, which an instructor writes."""
GRADING = ("grader/judging/grading.py", "grader/judging/dynamic.py", "grader/judging/missing.py")


def files() -> list[Path]:
    every = {path for room in TOLD for path in (ROOT / room).rglob("*.py")} | {ROOT / name for name in GRADING}
    return sorted(path for path in every if not name(path).startswith(FOR_INSTRUCTORS))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """The texts of a module that have several words, and no docstring; what is put into one of them is in braces."""
    module = ast.parse(text)
    skipped = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    skipped |= {id(value) for node in ast.walk(module) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(module):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            told = "".join(
                value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else "{x}"
                for value in node.values
            )
            if " " in told.strip():
                yield node.lineno, told
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
            yield node.lineno, node.value


@pytest.mark.parametrize("path", files(), ids=name)
def test_no_sentence_for_a_student_has_a_word_of_the_house(path: Path) -> None:
    found = ((line, NOT_SAID.search(text)) for line, text in sentences(path.read_text(encoding="utf-8")))
    assert [(line, match[0]) for line, match in found if match] == []


@pytest.mark.parametrize("check", [*task_checks(), *submission_checks()], ids=lambda check: check.id)
def test_no_page_of_a_check_has_one(check) -> None:
    text = page(check.id) or ""
    assert [match[0] for match in NOT_SAID.finditer(text.removeprefix(f"{check.id}:"))] == []


@pytest.mark.parametrize("kind", ["convolution", "pooling"])
def test_no_misconception_has_one(kind: str) -> None:
    tables = tomllib.loads((ROOT / f"checks/exercises/{kind}/diagnosis/misconceptions.toml").read_text())
    said = {f"{id}.{key}": text for id, table in tables.items() for key, text in table.items() if key != "landmark"}
    assert [place for place, text in said.items() if NOT_SAID.search(text)] == []


@pytest.mark.parametrize(
    "text",
    ["fails for 451 of 509 calls", "in 54 of 54 cases", "calls that are watched while they run", "f'{x} of {y} calls'",
     "the proof says so", "for every family", "A tap is lost", "an empty stand-in"],
)  # fmt: skip
def test_a_word_is_found(text: str) -> None:
    assert NOT_SAID.search(text)


@pytest.mark.parametrize("text", ["see `proof`", "`single_tap` and few_taps", "2 of 3 axes", "taped", "uppercase"])
def test_an_id_is_no_word(text: str) -> None:
    assert not NOT_SAID.search(text)
