"""The rules that an assignment adds: each held against the text that its check looks at."""

from collections.abc import Iterator

from checks.allowed import allowed
from checks.language.syntax import main_bodies, parse
from checks.model import Finding, Inspection, Source, Syntax
from checks.model.assignment import RuleFile
from checks.static import rules
from checks.static.counted import File, files, in_file

OF_THE_FILE_ALONE = ("imports", "style")  # the checks that do not look at files that are imported


def inspect(added: RuleFile, inspection: Inspection) -> Iterator[Finding]:
    """What an added rule finds in the task's file and, as its check does, in those that it imports.

    Raises:
        RuleError: the rule cannot be used.
    """
    if inspection.syntax is None:
        return
    rule = rules.read(added.name, added.text)
    said = allowed(inspection.task, inspection.policy)
    looked_at = files(inspection.syntax, inspection)
    if rule.metadata.check in OF_THE_FILE_ALONE:
        looked_at = looked_at[:1]
    if rule.metadata.check == "style":
        looked_at = (File(inspection.syntax, main_bodies(inspection.syntax.module)),)
    for file in looked_at:
        for finding in rules.found_by((rule,), file.syntax, said, file.skipped):
            yield in_file(finding, file.syntax, inspection)


def troubles(added: RuleFile) -> Iterator[str]:
    """What does not hold of a rule's own snippets."""
    try:
        rule = rules.read(added.name, added.text)
        any(rules.found_by((rule,), _parsed("")))  # ast-grep reads it when it is first used
        for key, snippets, wanted in (("valid", rule.metadata.valid, False), ("invalid", rule.metadata.invalid, True)):
            for number, text in enumerate(snippets):
                yield from _trouble(f"{added.name}: `metadata.{key}[{number}]`", rule, text, wanted)
    except rules.RuleError as error:
        yield said_of(added, error)


def said_of(added: RuleFile, error: rules.RuleError) -> str:
    """What is wrong with a rule, with the whole name of its file."""
    return f"{added.name}:{str(error).partition(':')[2]}"


def _trouble(place: str, rule: rules.Rule, text: str, wanted: bool) -> Iterator[str]:
    try:
        syntax = _parsed(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        yield f"{place}: expected Python that can be read"
        return
    found = any(rules.found_by((rule,), syntax))
    if found != wanted:
        yield f"{place}: expected the rule to find {'something, it finds nothing' if wanted else 'nothing in it'}"


def _parsed(text: str) -> Syntax:
    return parse(Source("snippet.py", text.encode(), "", executable=True))
