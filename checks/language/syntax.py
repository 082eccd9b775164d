"""From a file's bytes to its text and its tree, decoded exactly as Python does.

Line ends become "\\n" on the way, as they do in Python's tokenizer, so that lines and columns mean the
same to Python's parser, to ast-grep and to the reader.
"""

import ast
import codecs
import io
import re
import warnings

from checks.model import Source, Syntax

FORMATTED = tuple(getattr(ast, name) for name in ("JoinedStr", "TemplateStr") if hasattr(ast, name))
"""f-strings and, from Python 3.14 on, t-strings."""

MOST_BITS = 4096
"""Of a number in the tree: one that is larger, as hexadecimal digits may be, Python would not write as text."""

_COOKIE = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.ASCII)
_BLANK = re.compile(rb"[ \t\f]*(?:[#\r\n]|$)")

Place = tuple[int, int]
Span = tuple[Place, Place]


def parse(source: Source) -> Syntax:
    """Parse a file.

    Raises SyntaxError, ValueError (UnicodeDecodeError is one), MemoryError or RecursionError as Python does.
    """
    encoding, text = decoded(source)
    module = _tree(text)
    if codecs.lookup(encoding).name not in ("utf-8", "utf-8-sig"):
        _refuse_second_reading(source.data, module)
    _place_strings(module)
    return Syntax(name=source.name, text=text, module=module)


def decoded(source: Source) -> tuple[str, str]:
    """The encoding that a file declares, and its text.

    Raises SyntaxError or ValueError where there is no such encoding, or it is another.
    """
    encoding = _declared(source.data)
    return encoding, _newlines(_decoded(source.data, encoding))


def error_line(text: str) -> int | None:
    """The line at which Python refuses a text; None where it does not."""
    try:
        _tree(text)
    except SyntaxError as error:
        return error.lineno or 1
    except (ValueError, MemoryError, RecursionError):
        return 1
    return None


def lines(text: str) -> list[str]:
    """The lines as Python's parser counts them: form feeds and Unicode separators end none."""
    return text.split("\n")


def characters(line: str, offset: int) -> int:
    """A column in characters; Python's parser counts UTF-8 bytes."""
    return offset if line.isascii() else len(line.encode()[:offset].decode(errors="replace"))


def place(syntax: Syntax, line: int, offset: int) -> Place:
    """The 1-based line and column, in characters, of what Python's parser puts at a line and offset."""
    return line, characters(lines(syntax.text)[line - 1], offset) + 1


def main_bodies(module: ast.Module) -> tuple[Span, ...]:
    """Where the bodies (not the else) of every top-level `if __name__ == "__main__":` lie."""
    return tuple(span_of(node.body) for node in module.body if isinstance(node, ast.If) and is_main_block(node))


def within(line: int, column: int, spans: tuple[Span, ...]) -> bool:
    """Whether a place (1-based line, column in UTF-8 bytes or characters) lies in one of the spans."""
    return any(start <= (line, column) < end for start, end in spans)


def is_main_block(statement: ast.stmt) -> bool:
    """Tell `if __name__ == "__main__":`, with or without further conditions, from other statements."""
    if not isinstance(statement, ast.If):
        return False
    test = statement.test
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    return any(_asks_for_main(part) for part in parts)


def _asks_for_main(test: ast.expr) -> bool:
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            names = {part.id for part in (left, right) if isinstance(part, ast.Name)}
            values = {part.value for part in (left, right) if isinstance(part, ast.Constant)}
            return names == {"__name__"} and values == {"__main__"}
    return False


def span_of(body: list[ast.stmt]) -> Span:
    """From the start of the first statement, its decorators included, to the end of the last one."""
    first, last = body[0], body[-1]
    decorators = getattr(first, "decorator_list", [])
    start = min((node.lineno, node.col_offset) for node in (first, *decorators))
    return start, (last.end_lineno or last.lineno, (last.end_col_offset or 0))


def _declared(data: bytes) -> str:
    """The encoding that the first two lines name, or that Python takes without a name (PEP 263).

    tokenize.detect_encoding reads these lines in that encoding, too, from Python 3.14 on, and fails by that in other
    ways than before. What a student is told does not depend on it.
    """
    marked = data.startswith(codecs.BOM_UTF8)
    lines = io.BytesIO(data.removeprefix(codecs.BOM_UTF8))
    for line in (lines.readline(), lines.readline()):
        try:
            found = _COOKIE.match(line.decode())
        except UnicodeDecodeError as error:
            raise SyntaxError("invalid or missing encoding declaration") from error
        if found:
            return _known(found[1], marked)
        if not _BLANK.match(line):
            break
    return "utf-8-sig" if marked else "utf-8"


def _known(name: str, marked: bool) -> str:
    try:
        utf8 = codecs.lookup(name).name in ("utf-8", "utf-8-sig")
    except LookupError as error:
        raise SyntaxError(f"unknown encoding: {name}") from error
    if marked and not utf8:
        raise SyntaxError("encoding problem: utf-8")
    return "utf-8-sig" if marked else name


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise SyntaxError(f"{encoding} is not an encoding of text") from error


def _newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tree(code: str | bytes) -> ast.Module:
    with warnings.catch_warnings():
        # A student's "\d" is no business of the grader's own output.
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(code)
        except SystemError as error:  # Python 3.12 and 3.13 trip over the line ends that UTF-7 hides
            raise SyntaxError("Python's own parser fails on this file; save it as UTF-8") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value.bit_length() > MOST_BITS:
            node.value = 1 << MOST_BITS
    return tree


def _place_strings(module: ast.Module) -> None:
    """What stands inside an f-string gets the place of the f-string: Python 3.11 gives it wrong ones."""
    strings = [node for node in ast.walk(module) if isinstance(node, FORMATTED)]
    placed: set[ast.AST] = set()
    for string in strings:
        if string not in placed:
            inside = [node for node in ast.walk(string) if isinstance(node, ast.expr | ast.arg | ast.keyword)]
            placed.update(inside)
            for node in inside:
                ast.copy_location(node, string)


def _refuse_second_reading(data: bytes, module: ast.Module) -> None:
    """Some encodings can hide a line end from one reader and show it to another (UTF-7's "+AA0-")."""
    if ast.dump(_tree(data), include_attributes=False) != ast.dump(module, include_attributes=False):
        raise SyntaxError("the declared encoding lets this file be read in two ways; save it as UTF-8")
