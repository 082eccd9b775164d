"""pycodestyle with its default settings, deaf to every configuration file, and silent."""

from optparse import Values
from typing import Any

import pycodestyle


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
    checker = pycodestyle.Checker("", lines=ended, options=options, report=report)
    try:
        checker.check_all()
    except IndexError:
        report.found.append((checker.line_number, 1, "pycodestyle cannot read the file beyond this line"))
    return sorted(report.found)


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
