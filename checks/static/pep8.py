"""pycodestyle with its default settings, deaf to every configuration file, silent, and the same on every Python."""

import keyword
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from optparse import Values
from tokenize import TokenInfo
from types import SimpleNamespace
from typing import Any

import pycodestyle

# The words that are keywords in some places only, of every Python: `type` is one from 3.12 on.
SOFT_KEYWORDS = frozenset({"_", "case", "match", "type"})
pycodestyle.keyword = SimpleNamespace(iskeyword=keyword.iskeyword, issoftkeyword=SOFT_KEYWORDS.__contains__)

# How f-strings (from Python 3.12 on) and t-strings (from 3.14 on) begin and end.
STARTS = tuple(getattr(tokenize, f"{kind}_START", -1) for kind in ("FSTRING", "TSTRING"))
ENDS = tuple(getattr(tokenize, f"{kind}_END", -1) for kind in ("FSTRING", "TSTRING"))


def violations(text: str) -> list[tuple[int, int, str]]:
    """Return line, column and words of each violation, sorted.

    pycodestyle stops with an IndexError at a statement that is one letter, `u`, `b` or `r`; this counts
    as one more violation, there.
    """
    options = _Guide().options
    report = _Report(options)
    lines = text.split("\n")
    # Lines end at "\n" alone, as for Python: str.splitlines would also break at form feeds.
    ended = [f"{line}\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]
    checker = _Checker("", lines=ended, options=options, report=report)
    try:
        checker.check_all()
    except IndexError:
        report.found.append((checker.line_number, 1, "pycodestyle cannot read the file beyond this line"))
    return sorted(found for found in report.found if not _depends_on_python(found, lines))


def _depends_on_python(found: tuple[int, int, str], lines: list[str]) -> bool:
    """Below a line of nothing but a backslash, Pythons do not agree where the indentation ends."""
    line, _, said = found
    if not said.startswith("E122"):
        return False
    return next((text.strip() for text in reversed(lines[: line - 1]) if text.strip()), "") == "\\"


def whole_strings(
    tokens: Iterable[TokenInfo], lines: Sequence[str], starts: Sequence[int] = STARTS, ends: Sequence[int] = ENDS
) -> Iterator[TokenInfo]:
    """Each f-string as the one token that it is for Python 3.11, whatever is in it.

    From Python 3.12 on its parts are tokens, and pycodestyle finds in them what it does not find in 3.11's:
    `f"{m = }"` would cost points on one machine and not on the other. `lines` are those of the file, with their ends.
    """
    opened: list[TokenInfo] = []
    for token in tokens:
        if token.type in starts:
            opened.append(token)
        elif token.type in ends:
            start = opened.pop().start
            if not opened:
                line = "".join(lines[start[0] - 1 : token.end[0]])
                after = len(lines[token.end[0] - 1]) - token.end[1]
                yield TokenInfo(tokenize.STRING, line[start[1] : len(line) - after], start, token.end, line)
        elif not opened:
            yield token


class _Checker(pycodestyle.Checker):  # type: ignore[misc]
    """pycodestyle's walk through a file, which meets whole strings."""

    def generate_tokens(self) -> Iterator[TokenInfo]:
        """Yield the tokens as pycodestyle's own method does, which asks `tokenize` itself."""
        before = ""
        try:
            for token in whole_strings(tokenize.generate_tokens(self.readline), self.lines):
                if token.start[0] > self.total_lines:
                    return
                self.noqa = token.line and pycodestyle.noqa(token.line)
                self.maybe_check_physical(token, before)
                yield token
                before = token.line
        except (SyntaxError, tokenize.TokenError):
            self.report_invalid_syntax()


class _Guide(pycodestyle.StyleGuide):  # type: ignore[misc]
    """pycodestyle's choice of checks; the `__init__` of its own guide would read the user's configuration."""

    def __init__(self) -> None:
        options: Values = pycodestyle.get_parser().parse_args([])[0]
        options.select = ()
        options.ignore = tuple(pycodestyle.DEFAULT_IGNORE.split(","))
        options.ignore_code = self.ignore_code
        options.benchmark_keys = list(pycodestyle.BENCHMARK_KEYS)
        self.options = options
        options.physical_checks = self.get_checks("physical_line")
        options.logical_checks = self.get_checks("logical_line")
        options.ast_checks = self.get_checks("tree")


class _Report(pycodestyle.BaseReport):  # type: ignore[misc]
    """Keeps what pycodestyle finds, and prints nothing."""

    def __init__(self, options: Values) -> None:
        super().__init__(options)
        self.found: list[tuple[int, int, str]] = []

    def error(self, line: int, offset: int, text: str, check: Any) -> str | None:
        """Keep a violation; pycodestyle calls this for each."""
        code: str | None = super().error(line, offset, text, check)
        if code is not None:
            self.found.append((line, offset + 1, text))
        return code
