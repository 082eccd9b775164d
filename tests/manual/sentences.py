"""Everything that a report may say of a student's work, as the code has it: what is put in later is left open."""

import ast
import re
from collections.abc import Iterator

import yaml

from tests.conftest import ROOT

ROOMS = ("checks/static", "checks/dynamic", "checks/submission")
BESIDE = (
    "checks/language/source_bytes.py",
    "checks/language/source_words.py",
    "grader/judging/dynamic.py",
    "grader/judging/grading.py",
    "grader/judging/static.py",
    "grader/intake/differing.py",
    "grader/intake/nearly.py",
    "grader/intake/sources.py",
    "grader/intake/taking.py",
    "grader/intake/archives/members.py",
)
SAYING = {"Finding", "finding", "_finding", "Telling", "Plain", "Words", "Unreadable", "unreadable", "say"}
"""What is called with a message, by its keyword or as the first text with several words."""
NAMED = {"message", "said", "missing", "holds", "course"}
"""The variables that messages are put into first."""
CONSTANTS = {"STUB", "UNMOVED", "VIOLATION", "NOT_ACCEPTED"}
OPEN = "\N{HORIZONTAL ELLIPSIS}"
FEWEST = 8  # letters: a shorter piece of a sentence tells nothing


def messages() -> Iterator[tuple[str, str]]:
    """Each message, with the file that it stands in."""
    files = [path for room in ROOMS for path in sorted((ROOT / room).glob("*.py"))] + [ROOT / name for name in BESIDE]
    for path in files:
        for text in dict.fromkeys(_in_module(ast.parse(path.read_text(encoding="utf-8")))):
            if max(map(len, pieces(text)), default=0) >= FEWEST:
                yield path.relative_to(ROOT).as_posix(), text
    for path in sorted((ROOT / "checks/static/rules").glob("*.yml")):
        yield path.relative_to(ROOT).as_posix(), re.sub(r"\$\w+", OPEN, yaml.safe_load(path.read_text())["message"])


def pieces(text: str) -> list[str]:
    """What a message says whatever is put into it."""
    return [plain(each).strip(" ,;:.()") for each in re.split(rf"{OPEN}|\{{.*?\}}|\\\d", text)]


def plain(text: str) -> str:
    """A text without the marks of code, and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"[`\\]", "", text))


def _in_module(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SAYING:
                told = [each.value for each in node.keywords if each.arg == "message"] or node.args
                yield from list(_texts(told))[:1]
            case ast.Assign(targets=[ast.Name(id=name)]) if name in NAMED | CONSTANTS:
                yield from _texts([node.value])
            case ast.Subscript(value=ast.Dict(values=told), slice=ast.Attribute(attr="rule")):
                yield from _texts(told)
            case ast.Assign(targets=[ast.Name(id="_WORDS")], value=ast.Tuple(elts=rows)):
                yield from (text for row in rows for text in list(_texts(getattr(row, "elts", [])))[1:2])
            case ast.Yield(value=ast.Tuple(elts=[ast.Name(), told])):
                yield from _texts([told])
            case ast.Yield(value=ast.Tuple(elts=[told, *_])) | ast.Return(value=ast.Tuple(elts=[told, *_])):
                yield from _texts([told])


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    """The texts of several words among these."""
    for node in nodes:
        if isinstance(node, ast.IfExp):
            yield from _texts([node.body, node.orelse])
        elif (text := _text(node)) and " " in text.strip():
            yield text


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(value) if isinstance(value, ast.Constant) else OPEN for value in node.values)
    return ""
