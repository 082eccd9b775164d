"""What the grader knows of one exercise stands in that exercise's room: nothing else speaks of it."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.exercises.convolution.words import WORDS as WORDS_OF_CONVOLUTION
from checks.exercises.pooling.words import WORDS as WORDS_OF_POOLING
from grader.cli import cli
from tests.conftest import ROOT

WORDS = re.compile(r"kernel|padding|convol|correlat|mnist|\bpooling\b", re.IGNORECASE)
ROOMS = ("checks/exercises/convolution", "checks/exercises/pooling")
"""The rooms of the kinds, which may speak of what they know."""
PROPER = re.compile(r"convolution[-_]grader")  # the project's own name
ELSEWHERE = {
    "checks/exercises/__init__.py": re.compile(r"convolution|pooling"),  # the list of the kinds
    "grader/sandbox": re.compile(r"kernel", re.IGNORECASE),  # the system's
    "grader/report": re.compile(r"rich\.padding|\bpadding\b|\bPadding\b"),  # around what is drawn, by rich and CSS
    "grader/results": re.compile(r"rich\.padding|\bpadding\b|\bPadding\b"),
    "grader/drafting": re.compile(r"\"(convolve|correlate)\""),  # numpy's functions, by which an array has one axis
    # What programs of the kinds are changed by is found by the names that everybody gives to what is given.
    "grader/verify/changes": re.compile(r"kernels?|KERNELS?|padding|PADDING|_padded|_not_padded"),
    "grader/verify/tables.py": re.compile(r"\bpadding\b"),
    "grader/commands/doctor.py": re.compile(r"\bpadding\b"),
}
TEXTS = (".yml", ".html", ".css", ".js", ".toml", ".sh")


def files() -> list[Path]:
    every = [path for floor in ("grader", "checks") for path in sorted((ROOT / floor).rglob("*")) if path.is_file()]
    return [path for path in every if not name(path).startswith(ROOMS) and path.suffix in (".py", *TEXTS)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def said(path: Path) -> Iterator[tuple[int, str]]:
    """Lines of code and of text, without docstrings and comments."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from of_python(text)
    else:
        without = re.sub(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", lambda found: "\n" * found[0].count("\n"), text, flags=re.S)
        yield from ((n, re.sub(r"(^|\s)#(?![0-9a-f]{3}).*", "", line)) for n, line in enumerate(without.split("\n"), 1))


def of_python(text: str) -> Iterator[tuple[int, str]]:
    documented = docstrings(text)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT and token.start[0] not in documented:
            yield token.start[0], token.string


def docstrings(text: str) -> set[int]:
    """The lines of texts that are statements."""
    alone = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Expr))
    texts = (node for node in alone if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str))
    return {line for node in texts for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def allowed(path: Path) -> re.Pattern[str]:
    file = name(path)
    return next((words for place, words in ELSEWHERE.items() if file.startswith(place)), re.compile("(?!)"))


@pytest.mark.parametrize("path", files(), ids=name)
def test_no_other_room_speaks_of_what_a_kind_knows(path: Path) -> None:
    words = allowed(path)
    spoken = ((line, PROPER.sub("", words.sub("", text))) for line, text in said(path))
    assert [f"{line}: {text.strip()}" for line, text in spoken if WORDS.search(text)] == []


@pytest.mark.parametrize("text", ["kernel = 1", "x = 'the Kernel'", "def correlate(): pass", "raise E('of MNIST')"])
def test_a_word_is_found_in_code_and_in_texts(text: str) -> None:
    assert any(WORDS.search(token) for _, token in of_python(text))


@pytest.mark.parametrize("text", ["# kernel", "'''About a kernel'''", "def f():\n    '''About a kernel'''"])
def test_a_word_in_a_comment_or_in_documentation_is_none(text: str) -> None:
    assert not any(WORDS.search(token) for _, token in of_python(text))


@pytest.mark.parametrize("name", ["", *cli.commands, "export gradescope", "export github"])
def test_no_help_speaks_of_a_convolution(name: str) -> None:
    shown = CliRunner().invoke(cli, [*name.split(), "--help"]).output
    assert shown.startswith("Usage:")
    assert WORDS.findall(PROPER.sub("", shown)) == []


def test_whatever_is_said_in_other_words_is_said_somewhere() -> None:
    """Words for a sentence that no check says any more would be stale, and nobody would see it."""
    read = (path.read_text(encoding="utf-8") for path in files() if path.suffix in (".py", ".yml"))
    texts = " ".join(re.sub(r"\"\s*\n\s*f?\"", "", text) for text in read)
    said = [of_any for of_any, _ in (*WORDS_OF_CONVOLUTION, *WORDS_OF_POOLING)]
    assert said
    assert [text for text in said if text.replace('"', '\\"') not in texts and text not in texts] == []
