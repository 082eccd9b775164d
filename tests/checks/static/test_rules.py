"""Every rule finds its own bad snippets and lets its good ones pass; a broken rule says where it is broken."""

import re
import time
from pathlib import Path

import msgspec
import pytest

from checks.allowed import allowed
from checks.language.canonical import canonical
from checks.language.syntax import parse
from checks.model import Source, Syntax
from checks.model.assignment import Policy, Task
from checks.static import rules


def syntax(text: str) -> Syntax:
    return parse(Source(name="a.py", data=text.encode(), sha256="", executable=True))


VALID = [
    pytest.param(rule, text, id=f"{rule.id}-{number}")
    for rule in rules.rules()
    for number, text in enumerate(rule.metadata.valid)
]
INVALID = [
    pytest.param(rule, text, id=f"{rule.id}-{number}")
    for rule in rules.rules()
    for number, text in enumerate(rule.metadata.invalid)
]
# A star that ast-grep does not understand in a place where Python does: the outline has to do.
STUMBLE = "\nx = *(a), 1\n"


@pytest.mark.parametrize("rest", [pytest.param("", id="as it is"), pytest.param(STUMBLE, id="where ast-grep stumbles")])
@pytest.mark.parametrize(("rule", "text"), VALID)
def test_no_rule_finds_anything_in_a_valid_snippet(rule: rules.Rule, text: str, rest: str) -> None:
    assert list(rules.findings(rule.metadata.check, syntax(text + rest))) == []


@pytest.mark.parametrize("rest", [pytest.param("", id="as it is"), pytest.param(STUMBLE, id="where ast-grep stumbles")])
@pytest.mark.parametrize(("rule", "text"), INVALID)
def test_a_rule_finds_its_invalid_snippets(rule: rules.Rule, text: str, rest: str) -> None:
    found = list(rules.findings(rule.metadata.check, syntax(text + rest)))
    own = [finding for finding in found if finding.hint == rule.metadata.hint and finding.reason == rule.note]
    assert own
    assert all("$" not in finding.message and finding.line and finding.column for finding in own)


@pytest.mark.parametrize(("rule", "text"), INVALID)
def test_a_rule_leaves_the_main_block_alone(rule: rules.Rule, text: str) -> None:
    indented = "".join(f"    {line}\n" for line in text.splitlines() if "import *" not in line)
    block = f"if __name__ == '__main__':\n    pass\n{indented}"
    assert list(rules.findings(rule.metadata.check, syntax(block))) == []


def test_a_loop_that_only_ast_grep_sees_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    known = syntax("while x: pass\n")
    assert len(list(rules.findings("loops", known))) == 1
    text = msgspec.structs.replace(canonical(known), loops=frozenset())
    monkeypatch.setattr(rules, "canonical", lambda syntax: text)
    assert list(rules.findings("loops", known)) == []


KNOWN = allowed(Task("1", "One", "one.py", "one", loops=2), Policy())


@pytest.mark.parametrize("none", [False, True], ids=["some loops", "no loop"])
@pytest.mark.parametrize(("rule", "text"), INVALID)
def test_all_that_a_rule_says_is_said_in_words(rule: rules.Rule, text: str, none: bool) -> None:
    for finding in rules.findings(rule.metadata.check, syntax(text), allowed=KNOWN._replace(loops=not none)):
        assert "$" not in finding.message + finding.reason + finding.hint


def test_a_rule_may_say_something_else_where_no_loop_is_allowed() -> None:
    some, none = (
        next(rules.findings("loops", syntax("while x: pass\n"), allowed=KNOWN._replace(loops=loops)))
        for loops in (True, False)
    )
    assert some.message == "`while` is a loop; only `for` statements are allowed"
    assert none.message == "`while` is a loop; no loop is allowed"


@pytest.mark.parametrize("rule", rules.rules(), ids=lambda rule: rule.id)
def test_a_rule_says_everything_a_student_needs(rule: rules.Rule) -> None:
    assert rule.metadata.valid
    assert rule.metadata.invalid
    for sentence in (rule.message, rule.note, rule.metadata.hint):
        assert sentence == sentence.strip()
        assert sentence
    assert not re.search(r"\\[wbd]", str(rule.rule)), "Unicode classes take long to compile; write [a-z_]"


GOOD = """\
id: {id}
language: python
severity: warning
message: "`$CODE` is old"
note: Because.
rule:
  all:
    - pattern: $CODE
    - pattern: numpy.{name}
metadata:
  check: imports
  hint: Use another.
  valid: ["x = 1\\n"]
  invalid: ["x = numpy.old\\n"]
"""


def test_a_rule_is_added_by_adding_a_file(tmp_path: Path) -> None:
    (tmp_path / "old.yml").write_text(GOOD.format(id="old", name="old"))
    text = "import numpy as n\nprint(n.old)\n"
    (finding,) = rules.findings("imports", syntax(text), tmp_path)
    assert (finding.check, finding.severity, finding.line, finding.column) == ("imports", "warning", 2, 7)
    assert (finding.message, finding.reason, finding.hint) == ("`n.old` is old", "Because.", "Use another.")
    assert list(rules.findings("loops", syntax(text), tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("note: Because.", "", "missing required field `note`", id="a missing key"),
        pytest.param("note: Because.", "note: 3", r"`note`", id="a wrong type"),
        pytest.param("severity: warning", "severity: bad", r"`severity`", id="a wrong severity"),
        pytest.param("language: python", "language: ruby", r"`language`", id="another language"),
        pytest.param("  hint: Use another.", "", r"`metadata`: .*`hint`", id="a missing hint"),
        pytest.param("  check: imports", "  check: quiet", r"`metadata.check`", id="a check that has no rules"),
        pytest.param("note: Because.", "note: Because.\nfiles: []", "`files`", id="an unknown key"),
        pytest.param("id: broken", "id: other", "`id`", id="an id that is not the file's name"),
        pytest.param("    - pattern: $CODE", "    - kind: nothing", "`rule`.*`nothing`", id="an unknown kind"),
        pytest.param("    - pattern: $CODE", "    - patern: x", "`rule`.*`patern`", id="a misspelt matcher"),
        pytest.param("rule:", "rule: [", "not YAML", id="broken YAML"),
    ],
)
def test_a_broken_rule_names_file_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "broken.yml").write_text(GOOD.format(id="broken", name="old").replace(old, new))
    with pytest.raises(rules.RuleError, match=rf"(?s)broken\.yml: .*{message}"):
        list(rules.findings("imports", syntax("x = 1\n"), tmp_path))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" + "()" * 660, id="calls"),
        pytest.param("a" + ".b" * 1000, id="attributes"),
        pytest.param("a" + "[0]" * 660, id="items"),
        pytest.param("f(" + "a, " * 700 + "f)", id="arguments"),
        pytest.param("x = " + "f(" * 80 + ")" * 80, id="nested calls"),
        pytest.param("x = " + "[" * 80 + "]" * 80, id="nested lists"),
        pytest.param("x = " + " + ".join("a" * 660), id="sums"),
    ],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    started = time.process_time()
    list(rules.findings("loops", syntax(text + "\n")))
    assert time.process_time() - started < 2
