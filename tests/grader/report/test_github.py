import re

import msgspec

from checks.model import Finding, Severity, Verdict
from checks.model.assignment import Assignment
from grader.report import github
from tests.grader.report.fixed import broken, failed, fixed, missing, passed, right, task_grade, whole
from tests.tasks import of

COMMAND = re.compile(r"::(error|warning|notice) ((?:[a-z]+=[^,:\r\n]*)(?:,[a-z]+=[^,:\r\n]*)*)::([^\r\n]*)")
HOSTILE = "x\n::add-mask::y\r\n##[set-env name=PATH]z\u2028::error::%0A::stop-commands::t%25,a:b"


def read(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands as GitHub's runner takes them apart; a line that is none fails."""
    found = []
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")):
        match = COMMAND.fullmatch(line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        found.append((match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3])))
    return found


def unescaped(text: str) -> str:
    for escape, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def test_a_finding_is_at_its_line_of_its_file_in_the_repository(assignment: Assignment) -> None:
    commands = read(github.render(fixed(assignment), "math/0x04, a: b"))
    proof = next(command for command in commands if command[1]["title"] == "task 1: proof")
    assert proof[0] == "error"
    assert proof[1]["file"] == "math/0x04, a: b/1-convolve_grayscale_same.py"
    assert proof[1]["line"] == "8"
    assert "cause: the kernel is flipped" in proof[2]
    style = next(command for command in commands if command[1]["title"] == "task 1: style")
    assert (style[1]["line"], style[1]["col"]) == ("2", "1")
    assert "100% of it" in style[2]


def test_at_the_top_of_the_repository_the_file_is_its_name(assignment: Assignment) -> None:
    commands = read(github.render(fixed(assignment), ""))
    assert commands[1][1]["file"] == "1-convolve_grayscale_same.py"


def test_what_says_the_most_comes_first(assignment: Assignment) -> None:
    """GitHub shows ten of a kind."""
    kinds = [(kind, properties["title"]) for kind, properties, _ in read(github.render(fixed(assignment), ""))]
    assert kinds[0] == ("error", "task 2: the grader failed")
    titles = ("proof", "values", "values", "style", "style")
    assert kinds[1:6] == [("error", f"task 1: {check}") for check in titles]
    shown = [kind for kind, _ in kinds if kind != "notice"]
    assert shown == sorted(shown)
    assert kinds[-1] == ("notice", f"{8.08:g} / {18.25:g} points")


def test_a_right_submission_is_one_line(assignment: Assignment) -> None:
    task = task_grade(of(assignment, "valid"), Verdict.ACCEPTED, (passed("loops", 3.0),))
    grade = msgspec.structs.replace(whole(task), checks=())
    assert read(github.render(grade, "")) == [("notice", {"title": "3 / 3 points"}, "1 of 1 task accepted")]


def test_a_task_that_is_not_handed_in_is_no_error(assignment: Assignment) -> None:
    kinds = {kind for kind, properties, _ in read(github.render(whole(missing(of(assignment, "valid"))), ""))}
    assert "error" not in kinds


def test_a_failure_of_the_grader_is_told_first(assignment: Assignment) -> None:
    grade = whole(right(of(assignment, "valid")), broken(of(assignment, "same")))
    assert "the grader failed" in read(github.render(grade, ""))[0][1]["title"]


def test_a_students_text_is_no_command_wherever_it_stands(assignment: Assignment) -> None:
    """`read` refuses a line that is not exactly one annotation of ours."""
    finding = Finding(check="runs", message=HOSTILE, reason=HOSTILE, hint=HOSTILE, file=HOSTILE, line=1)
    noted = msgspec.structs.replace(finding, severity=Severity.WARNING)
    task = task_grade(of(assignment, "valid"), Verdict.RUNTIME_ERROR, (failed("runs", 0, 0, finding, noted),))
    grade = msgspec.structs.replace(whole(task, name=HOSTILE), checks=(passed("readme", 0.0, noted),))
    commands = read(github.render(grade, HOSTILE))
    assert [kind for kind, _, _ in commands] == ["error", "warning", "warning", "notice"]
    assert set(commands[0][1]) == {"file", "line", "title"}
    assert commands[0][2].startswith("x\n::add-mask::y")
