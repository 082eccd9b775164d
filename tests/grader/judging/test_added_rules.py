"""Rules that an assignment adds: found in what is handed in, carried wherever it goes, no harm where they are bad."""

import hashlib
import re
import zipfile
from pathlib import Path

import pytest

from checks.model import Severity, Source, TaskFiles, Verdict
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.assignment.loading import AssignmentError
from grader.batch.cache_keys import assignment_hash
from grader.cli import run
from grader.judging import added_rules, own_process, static
from grader.judging.model_text import contradiction
from grader.judging.static import StaticWorker
from tests.assignments import SOLUTIONS, folder_with_optional, hand_in

RULE = """id: {id}
language: python
severity: {severity}
message: "`$CODE` turns an array round"
note: "{note}"
rule:
  all:
    - pattern: $CODE
    - {rule}
metadata:
  check: {check}
  hint: Write the slice out.
  valid: ["import numpy as np\\nx = np.sum(y)\\n"]
  invalid: ["from numpy import flip\\nx = flip(y)\\n"]
"""
FLIP = "pattern: numpy.flip"
POLICY = "\n[policy]\nrules = {}\n"
FLIPPED = (
    SOLUTIONS["0-double.py"]
    .replace("2 * x", "np.flip(x) * 0 + 2 * x")
    .replace("\n\n\n", "\nimport numpy as np\n\n\n", 1)
)


def rule(name: str = "no-flip", then: str = FLIP, **other: str) -> str:
    said = {"id": name, "severity": "error", "note": "A slice says where.", "check": "loops", "rule": then, **other}
    return RULE.format(**said)


def folder(place: Path, *, rules: str = '["rules/no-flip.yml"]', text: str | None = None, loops: bool = True) -> Path:
    made = folder_with_optional(place, more=POLICY.format(rules))
    description = made / "assignment.toml"
    description.write_text(description.read_text().replace("[tasks.arguments]", "loops = 0\n[tasks.arguments]"))
    if not loops:
        description.write_text(description.read_text().replace("loops = 0\n", ""))
    hand_in(made / "rules", {"no-flip.yml": rule() if text is None else text})
    return made


def read(assignment: Assignment, text: str) -> dict[str, list[tuple[str, str, int | None]]]:
    """What the errors of each check say of the first task's file, with severity and line."""
    task = assignment.tasks[0]
    file = Source(task.file, text.encode(), hashlib.sha256(text.encode()).hexdigest(), executable=True)
    with StaticWorker() as worker:
        worker.ask(task, assignment, TaskFiles(file))
        judged = worker.result().judged
    said = {
        check: [(f.message, str(f.severity), f.line) for f in each.findings or ()] for check, each in judged.items()
    }
    return {check: each for check, each in said.items() if each}


# --- found -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rules", ['["rules/no-flip.yml"]', '["rules"]', '["rules/", "rules/no-flip.yml"]'])
def test_an_added_rule_is_found_by_whatever_name(rules: str, tmp_path: Path) -> None:
    assignment = load(folder(tmp_path, rules=rules), CHECK_IDS)
    assert assignment.policy.rules == ("rules/no-flip.yml",)
    assert read(assignment, SOLUTIONS["0-double.py"]) == {}
    assert read(assignment, FLIPPED) == {"loops": [("`np.flip` turns an array round", "error", 8)]}


@pytest.mark.parametrize("check", ["capabilities", "imports", "loops", "style"])
def test_it_belongs_to_the_check_that_it_names(check: str, tmp_path: Path) -> None:
    assignment = load(folder(tmp_path, text=rule(check=check, severity="warning")), CHECK_IDS)
    assert read(assignment, FLIPPED) == {check: [("`np.flip` turns an array round", "warning", 8)]}


def test_it_is_found_in_a_text_that_is_too_hard_to_be_read_for_its_causes(tmp_path: Path, monkeypatch) -> None:
    lost = "import grader.judging.static; grader.judging.static.landmarks_of = None"
    monkeypatch.setattr(own_process, "BOOT", own_process.BOOT.replace("from", f"\n{lost}\nfrom", 1))
    assert read(load(folder(tmp_path), CHECK_IDS), FLIPPED).keys() == {"loops"}


def test_of_a_check_that_is_not_made_nothing_is_said(tmp_path: Path) -> None:
    assert read(load(folder(tmp_path, loops=False), CHECK_IDS), FLIPPED) == {}


def test_the_main_block_is_exempt(tmp_path: Path) -> None:
    text = (
        SOLUTIONS["0-double.py"] + "\n\nif __name__ == '__main__':\n    import numpy as np\n    np.flip(double([1]))\n"
    )
    assert "loops" not in read(load(folder(tmp_path), CHECK_IDS), text)


def test_a_submission_that_breaks_one_breaks_a_rule(tmp_path: Path, capsys) -> None:
    rules = folder(tmp_path / "rules")
    given = hand_in(tmp_path / "given", {**SOLUTIONS, "0-double.py": FLIPPED})
    assert run(["grade", str(given), "--assignment", str(rules), "--task", "0"]) == 1
    printed = capsys.readouterr().out
    assert "rule_violation" in printed
    assert "A slice says where." in printed


def test_the_page_of_its_check_names_it(tmp_path: Path, capsys) -> None:
    assert run(["explain", "loops", "--assignment", str(folder(tmp_path))]) == 0
    assert "no-flip: A slice says where." in capsys.readouterr().out
    assert run(["explain", "capabilities", "--assignment", str(tmp_path)]) == 0
    assert "no-flip" not in capsys.readouterr().out


# --- carried ---------------------------------------------------------------------------------------


def test_it_is_part_of_the_assignments_hash(tmp_path: Path) -> None:
    hashes = {
        assignment_hash(load(folder(tmp_path / str(number), text=rule(note=note)), CHECK_IDS))
        for number, note in enumerate(("One.", "Another."))
    }
    assert len(hashes) == 2


def test_students_get_it(tmp_path: Path) -> None:
    output = tmp_path / "given"
    assert run(["export", "student", str(folder(tmp_path / "own", rules='["rules"]')), "--output", str(output)]) == 0
    assert (output / "rules/no-flip.yml").read_text() == rule()
    assert read(load(output, CHECK_IDS), FLIPPED)["loops"]


def test_an_autograder_has_it(tmp_path: Path) -> None:
    output = tmp_path / "autograder.zip"
    assert run(["export", "gradescope", "--assignment", str(folder(tmp_path / "own")), "--output", str(output)]) == 0
    with zipfile.ZipFile(output) as archive:
        assert archive.read("assignment/rules/no-flip.yml").decode() == rule()


# --- refused ---------------------------------------------------------------------------------------

DEEP = "all: [" * 40 + "]" * 40


@pytest.mark.parametrize(
    ("rules", "text", "message"),
    [
        pytest.param(
            '["rules/none.yml"]', None, "policy.rules: rules/none.yml is not in", id="a file that is not there"
        ),
        pytest.param('["../no-flip.yml"]', None, "policy.rules[0]: expected a .yml file in the folder", id="outside"),
        pytest.param('["assignment.toml"]', None, "policy.rules[0]: expected the name of a .yml file", id="no rule"),
        pytest.param('["samples"]', None, "policy.rules[0]: expected the name of a .yml file", id="no folder"),
        pytest.param('["rules", 3]', None, "policy.rules[1]: expected a string", id="no name"),
        pytest.param('["rules"]', "id: [", "policy.rules: rules/no-flip.yml: not YAML", id="no YAML"),
        pytest.param(
            '["rules"]', rule(check="values"), "no-flip.yml: `metadata.check`: Invalid enum", id="no such check"
        ),
        pytest.param('["rules"]', rule("other"), "no-flip.yml: `id`: a rule is called as its file is", id="another id"),
        pytest.param('["rules"]', rule(then=DEEP), "no-flip.yml: nested more than 30 deep", id="deep nesting"),
        pytest.param('["rules"]', rule(then="&a any: [*a, *a]"), "no-flip.yml: `*` stands for", id="an alias"),
        pytest.param('["rules"]', "# " + "x" * 2**14, "no-flip.yml is larger than 16 KiB", id="a large file"),
    ],
)
def test_what_is_no_rule_gets_one_line_that_names_file_and_key(
    rules: str, text: str | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(AssignmentError) as error:
        load(folder(tmp_path, rules=rules, text=text), CHECK_IDS)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    made = folder(tmp_path / "own", rules='["linked"]')
    (made / "linked").symlink_to(made / "rules")
    with pytest.raises(AssignmentError, match="linked is a link"):
        load(made, CHECK_IDS)


def test_there_may_be_twenty(tmp_path: Path) -> None:
    made = folder(tmp_path, rules='["rules"]')
    hand_in(made / "rules", {f"r{number}.yml": rule(f"r{number}") for number in range(19)})
    assert len(load(made, CHECK_IDS).rules) == 20
    hand_in(made / "rules", {"one-more.yml": rule("one-more")})
    with pytest.raises(AssignmentError, match=r"policy.rules: expected at most 20 rules, got 21"):
        load(made, CHECK_IDS)


# --- hostile ---------------------------------------------------------------------------------------

NESTED = "has: {stopBy: end, any: [" * 5 + "{regex: ^nothing$, kind: call}" + "]}" * 5
MANY_CALLS = SOLUTIONS["0-double.py"] + "\n\nX = " + "(" * 70 + ")" * 70 + "\n"
CIRCLE = rule().replace("    - pattern: numpy.flip\n", "    - matches: a\n").replace(
    "rule:\n", "utils: {a: {has: {matches: b}}, b: {inside: {matches: a}}}\nrule:\n", 1
)  # fmt: skip
BAD = {
    "one that cannot be used": (rule(then="kind: nothing"), "a rule of the assignment's own cannot be used: rules/no-"),
    "one that takes the process down": (CIRCLE, "rules/no-flip.yml, did not come to an end"),
    "one that goes on for ever": (rule(then=NESTED), "rules/no-flip.yml, did not come to an end"),
}


@pytest.mark.parametrize(("text", "message"), BAD.values(), ids=BAD)
def test_a_bad_rule_is_the_assignments_failure_and_no_students(
    text: str, message: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(static, "DEADLINE_SECONDS", 2.0)
    assignment = load(folder(tmp_path, text=text), CHECK_IDS)
    task = assignment.tasks[0]
    file = Source(task.file, MANY_CALLS.encode(), hashlib.sha256(MANY_CALLS.encode()).hexdigest(), executable=True)
    with StaticWorker() as worker:
        worker.ask(task, assignment, TaskFiles(file))
        worker.ask(task, load(folder(tmp_path / "good"), CHECK_IDS), TaskFiles(file))
        judged = worker.result().judged
        after = worker.result().judged
    errors = [
        finding
        for check, each in judged.items()
        for finding in each.findings or ()
        if finding.severity is Severity.ERROR and check != "style"
    ]
    assert [(finding.check, finding.verdict) for finding in errors] == [("capabilities", Verdict.INTERNAL_ERROR)]
    assert message in errors[0].message
    assert "not your fault" in errors[0].hint
    assert not any(each.findings and each.findings[-1].verdict for each in after.values())


WRONG_SNIPPETS = {
    "what is valid is found": (rule().replace("np.sum(y)", "np.flip(y)"), "`metadata.valid[0]`: expected the rule to"),
    "what is invalid is not found": (rule(then="pattern: numpy.rot90"), "`metadata.invalid[0]`: expected the rule to"),
    "a snippet that is no Python": (rule().replace("x = np.sum(y)", "x = ("), "`metadata.valid[0]`: expected Python"),
    "a rule that cannot be used": (rule(then="kind: nothing"), "`rule`, `constraints` or `utils`"),
    "one without snippets": (
        re.sub("valid: .*", "valid: []", rule(then="kind: nothing")),
        "`rule`, `constraints` or `utils`",
    ),
    "a rule that takes the process down": (
        CIRCLE.replace("x = np.sum(y)", "x = " + "f(" * 70 + ")" * 70),
        "does not come to an end on its own snippets",
    ),
    "a rule that goes on for ever": (
        rule(then=NESTED).replace("x = np.sum(y)", "x = " + "(" * 70 + ")" * 70),
        "does not come to an end on its own snippets",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG_SNIPPETS.values(), ids=WRONG_SNIPPETS)
def test_verify_tries_the_snippets(text: str, message: str, tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(added_rules, "TRYING_SECONDS", 2.0)
    assert run(["verify", str(folder(tmp_path, text=text))]) == 2
    assert f"policy.rules: rules/no-flip.yml: {message}" in capsys.readouterr().err


def test_a_model_solution_is_not_said_to_break_a_rule_that_cannot_be_used(tmp_path: Path) -> None:
    assignment = load(folder(tmp_path, text=rule(then="kind: nothing")), CHECK_IDS)
    against = contradiction(assignment.tasks[0], assignment)
    assert against.startswith("cannot be judged: a rule of the assignment's own cannot be used: rules/no-flip.yml")


def test_the_snippets_of_a_good_rule_hold(tmp_path: Path) -> None:
    assert list(added_rules.troubles(load(folder(tmp_path), CHECK_IDS).rules)) == []
