"""The declarative rules: `checks/static/rules/*.yml`, in ast-grep's own format, matched against canonical names.

A rule is added by adding a file, here or to an assignment. Beside ast-grep's fields (`id`, `language`,
`severity`, `message`, `note`, `rule`, `constraints`, `utils`) a file has `metadata`: the `check` it belongs to,
a `hint`, and snippets that are `valid` and `invalid`, which the tests run, or `grader verify`. `$NAME` in a message
stands for what the student wrote where the metavariable matched; `$BUDGET`, `$ALLOWER`, `$IMPORTS` and `$MODULES`
anywhere for what the task allows. `without_loops` has what is said instead where a task allows no loop at all.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
from ast_grep_py import Config, SgNode
from msgspec import Struct

from checks.allowed import Allowed
from checks.language.canonical import LOOP_KINDS, Canonical, canonical
from checks.language.syntax import Span, main_bodies, within
from checks.language.views import View
from checks.model import Finding, Severity, Syntax

FOLDER = Path(__file__).resolve().parent / "rules"

EVERYWHERE = Allowed()
DEEPEST = 30  # tables and lists of a rule in each other

_VARIABLE = re.compile(r"\$([A-Z_]+)")


class RuleError(Exception):
    """A rule file that cannot be used; the message names the file and the key."""


class Instead(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said in the place of a rule's own words, where it is not empty."""

    message: str = ""
    note: str = ""
    hint: str = ""


class Metadata(Struct, frozen=True, forbid_unknown_fields=True):
    """What the grader needs to know of a rule beyond ast-grep's own fields."""

    check: Literal["capabilities", "imports", "loops", "style"]
    hint: str
    valid: tuple[str, ...]
    invalid: tuple[str, ...]
    without_loops: Instead = Instead()


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """One rule file."""

    id: str
    language: Literal["python"]
    severity: Severity
    message: str
    note: str
    rule: dict[str, Any]
    metadata: Metadata
    constraints: dict[str, Any] = {}
    utils: dict[str, Any] = {}

    @property
    def config(self) -> Config:
        """The part ast-grep runs."""
        return Config(rule=self.rule, constraints=self.constraints, utils=self.utils)  # type: ignore[typeddict-item]


@cache
def rules(folder: Path = FOLDER) -> tuple[Rule, ...]:
    """All rules of a folder, by file name."""
    return tuple(_load(path) for path in sorted(folder.glob("*.yml")))


def findings(
    check: str,
    syntax: Syntax,
    folder: Path = FOLDER,
    *,
    allowed: Allowed = EVERYWHERE,
    skipped: tuple[Span, ...] | None = None,
) -> Iterator[Finding]:
    """What the rules of a check find in a file, from top to bottom, outside of what is skipped.

    That is the body of its main block where nothing else is said. `allowed` has the words for what the task allows.
    """
    yield from found_by([rule for rule in rules(folder) if rule.metadata.check == check], syntax, allowed, skipped)


def found_by(
    chosen: Iterable[Rule], syntax: Syntax, allowed: Allowed = EVERYWHERE, skipped: tuple[Span, ...] | None = None
) -> Iterator[Finding]:
    """The same of these rules."""
    spans = main_bodies(syntax.module) if skipped is None else skipped
    found = [_finding(*match, allowed) for match in _matches(chosen, syntax, spans)]
    yield from sorted(found, key=lambda finding: (finding.line or 0, finding.column or 0, finding.message))


_Match = tuple[Rule, Canonical, View, SgNode]


def _matches(chosen: Iterable[Rule], syntax: Syntax, skipped: tuple[Span, ...]) -> Iterator[_Match]:
    """Each rule counts once per line: both views, and a name within a name, can show the same thing."""
    text = canonical(syntax)
    for rule in chosen:
        seen: set[int] = set()
        for view in text.views:
            for node in _found(rule, view):
                line, column = view.place(node.range())
                if line in seen or within(line, column - 1, skipped) or _only_ast_grep(text, view, node):
                    continue
                seen.add(line)
                yield rule, text, view, node


def _found(rule: Rule, view: View) -> list[SgNode]:
    try:
        return view.root.find_all(rule.config)
    except Exception as error:
        # ast-grep raises bare Exceptions with a backtrace of its own below the first lines.
        reason = " ".join(str(error).partition("Stack backtrace")[0].split())
        raise RuleError(f"{rule.id}.yml: `rule`, `constraints` or `utils`: {reason}") from error


def _only_ast_grep(text: Canonical, view: View, node: SgNode) -> bool:
    """A loop that Python's parser does not see is none: Python's is the one that runs."""
    if view is not text.views[0] or node.kind() not in LOOP_KINDS:
        return False
    return (node.kind(), *view.place(node.range())) not in text.loops


def _finding(rule: Rule, text: Canonical, view: View, node: SgNode, allowed: Allowed) -> Finding:
    def words(variable: re.Match[str]) -> str:
        if variable[1] in allowed.words:
            return allowed.words[variable[1]]
        matched = node.get_match(variable[1])
        return text.words(view, matched) if matched else variable[0]

    instead = Instead() if allowed.loops else rule.metadata.without_loops
    line, column = view.place(node.range())
    return Finding(
        check=rule.metadata.check,
        severity=rule.severity,
        message=_VARIABLE.sub(words, instead.message or rule.message),
        reason=_VARIABLE.sub(words, instead.note or rule.note),
        hint=_VARIABLE.sub(words, instead.hint or rule.metadata.hint),
        line=line,
        column=column,
    )


def _load(path: Path) -> Rule:
    return read(path.name, path.read_text("utf-8"))


def read(name: str, text: str) -> Rule:
    """The rule in a file of this name.

    Raises:
        RuleError: it is none.
    """
    import yaml

    # PyYAML's own parser is safe too, and twenty times slower than libyaml's.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        depth = 0
        for token in yaml.scan(text, Loader=loader):
            depth += type(token).__name__.endswith("StartToken") - type(token).__name__.endswith("EndToken")
            if depth > DEEPEST:
                raise RuleError(f"{name}: nested more than {DEEPEST} deep")
            if isinstance(token, yaml.AliasToken):
                raise RuleError(f"{name}: `*` stands for something said before: write it out")
        rule = msgspec.convert(yaml.load(text, Loader=loader), Rule)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        raise RuleError(f"{name}: not YAML: {' '.join(str(error).split())}") from error
    except msgspec.ValidationError as error:
        problem, at, key = str(error).rpartition(" - at `$.")
        raise RuleError(f"{name}: `{key.removesuffix('`')}`: {problem}" if at else f"{name}: {key}") from error
    if rule.id != Path(name).stem:
        raise RuleError(f"{name}: `id`: a rule is called as its file is, `{Path(name).stem}`")
    return rule
