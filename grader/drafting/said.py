"""What annotations and the docstring of a function say of a parameter."""

import ast
import re
from typing import Literal

from msgspec import Struct

from checks.exercises.inputs.kinds import DTYPES

Kind = Literal["", "array", "integer", "float", "pair", "text", "bool"]

_ARRAY = re.compile(r"\b(nd)?arrays?\b|\b(matrix|vector|images?)\b", re.IGNORECASE)
_TUPLE = re.compile(r"\(\s*((?:\w+\s*,\s*)*\w+\s*,?)\s*\)")
_SHAPED = re.compile(r"\b(of |with )?shape\b|\b(nd)?array|\b(matrix|vector|images?)\b", re.IGNORECASE)
_DTYPE = re.compile(rf"\b({'|'.join(DTYPES)})\b")
_QUOTED = re.compile(r"""(['"`])([\w .+-]{1,60})\1""")
_NUMBER_OR_NAME = r"-?\d+|[A-Za-z_]\w*(?:\s*[-+]\s*\d+)?"
_MOST_LINES, _MOST_CHARACTERS = 200, 400
_WORDS: tuple[tuple[Kind, str], ...] = (
    ("pair", r"tuple|pair"),
    ("integer", r"int|integer|whole number"),
    ("float", r"float|real number"),
    ("text", r"str|string"),
    ("bool", r"boolean|true or false"),
)


class Said(Struct, frozen=True):
    """What is said: the kind of thing, names of axes, a dtype, texts, bounds, and whether it may be None."""

    kind: Kind = ""
    axes: tuple[str, ...] = ()
    dtype: str = ""
    texts: tuple[str, ...] = ()
    least: int | str | None = None
    most: int | str | None = None
    none: bool = False


def said_of(parameter: ast.arg, docstring: str) -> Said:
    """What is said of a parameter; the annotation, where there is one, says what kind of thing it is."""
    annotated = _annotated(parameter.annotation)
    line = _line(parameter.arg, docstring)
    documented = _documented(parameter.arg, line, annotated.kind) if line else Said()
    return Said(
        kind=annotated.kind or documented.kind,
        axes=documented.axes,
        dtype=annotated.dtype or documented.dtype,
        texts=annotated.texts or documented.texts,
        least=documented.least,
        most=documented.most,
        none=annotated.none or documented.none,
    )


def _annotated(node: ast.expr | None) -> Said:
    match node:
        case None:
            return Said()
        case ast.Constant(value=str(text)):
            try:
                return _annotated(ast.parse(text, mode="eval").body)
            except (SyntaxError, ValueError, MemoryError, RecursionError):
                return Said()
        case ast.BinOp(left=one, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _or_none(one)
        case ast.BinOp(left=ast.Constant(value=None), op=ast.BitOr(), right=one):
            return _or_none(one)
        case ast.Subscript(value=value, slice=inner):
            return _subscripted(_last(value), inner)
        case ast.Name() | ast.Attribute():
            kinds: dict[str, Kind] = {"int": "integer", "float": "float", "bool": "bool", "str": "text"}
            word = _last(node)
            return Said("array") if word in ("ndarray", "NDArray", "ArrayLike") else Said(kinds.get(word, ""))
    return Said()


def _or_none(node: ast.expr) -> Said:
    found = _annotated(node)
    return Said(found.kind, dtype=found.dtype, texts=found.texts, none=True)


def _subscripted(word: str, inner: ast.expr) -> Said:
    parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    match word.lower():
        case "optional":
            return _or_none(inner)
        case "tuple" if len(parts) == 2 and all(_last(part) == "int" for part in parts):
            return Said("pair")
        case "ndarray":
            dtypes = [_last(part).rstrip("_") for node in parts for part in ast.walk(node)]
            return Said("array", dtype=next((dtype for dtype in dtypes if dtype in DTYPES), ""))
        case "literal":
            texts = tuple(
                part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            return Said("text", texts=texts) if len(texts) == len(parts) else Said()
    return Said()


def _last(node: ast.AST) -> str:
    """The last part of a name with dots."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _line(name: str, docstring: str) -> str:
    """What the docstring says of a parameter: the rest of the line that begins with its name, and the line after it."""
    lines = [line.strip()[:_MOST_CHARACTERS] for line in docstring.split("\n")[:_MOST_LINES]]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        found = re.fullmatch(rf"(?::param |[-*] ?)?[`*]*{re.escape(name)}[`*]*\s*(\(.*|is .*|:.*|--? .*)", line)
        if found:
            own = re.match(r"(:|[-*] |\w+ *(:|is |\())", after) or not after
            return found[1] if own else f"{found[1]} {after}"
    return ""


def _documented(name: str, line: str, annotated: Kind) -> Said:
    axes = _axes(line) if annotated in ("", "array") else ()
    is_array = bool(axes) or annotated == "array" or (not annotated and bool(_ARRAY.search(line)))
    if is_array:
        dtype = _DTYPE.search(line)
        return Said("array", axes=axes, dtype=dtype[1] if dtype else "", none=bool(re.search(r"\bNone\b", line)))
    texts = tuple(dict.fromkeys(text for _, text in _QUOTED.findall(line)))
    kind = annotated or _kind(line, texts)
    least, most = _bounds(name, line) if kind in ("integer", "float") else (None, None)
    shown = texts if kind == "text" and len(texts) > 1 else ()
    return Said(kind, texts=shown, least=least, most=most, none=bool(re.search(r"\bNone\b", line)))


def _kind(line: str, texts: tuple[str, ...]) -> Kind:
    found = [kind for kind, words in _WORDS if re.search(rf"\b({words})\b", line, re.IGNORECASE)]
    if len(found) == 1:
        return found[0]
    return "text" if not found and len(texts) > 1 else ""


def _axes(line: str) -> tuple[str, ...]:
    """The names in a tuple beside a word for an array; a number among them stands as it is."""
    found = _TUPLE.search(line)
    if not found or not _SHAPED.search(line):
        return ()
    names = tuple(part.strip() for part in found[1].split(",") if part.strip())
    return names if all(each.isidentifier() or each.isdecimal() for each in names) and len(names) < 9 else ()


def _bounds(name: str, line: str) -> tuple[int | str | None, int | str | None]:
    one, own = f"({_NUMBER_OR_NAME})", re.escape(name)
    for both in (rf"{one}\s*<=\s*{own}\s*<=\s*{one}", rf"\bfrom {one} to {one}", rf"\bbetween {one} and {one}"):
        if found := re.search(both, line):
            return _bound(found[1]), _bound(found[2])
    least = re.search(rf"\bat least {one}|\b{own}\s*>=\s*{one}|>=\s*{one}|\b{one} or more\b", line)
    most = re.search(rf"\bat most {one}|\b{own}\s*<=\s*{one}|<=\s*{one}", line)
    lowest = next((each for each in least.groups() if each), None) if least else None
    highest = next((each for each in most.groups() if each), None) if most else None
    if lowest is None and re.search(r"\bnon-?negative\b", line):
        lowest = "0"
    elif lowest is None and re.search(r"\bpositive\b", line):
        lowest = "1"
    return _bound(lowest), _bound(highest)


def _bound(text: str | None) -> int | str | None:
    if text is None:
        return None
    return int(text) if re.fullmatch(r"-?\d{1,12}", text) else text
