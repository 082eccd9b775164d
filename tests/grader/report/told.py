"""Reads out of a report, whatever its format, which checks it tells of each task to have failed, in its own order."""

import html
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree import ElementTree

from rich.console import Console

from checks.model import Grade, Verdict
from grader.report.audience import for_student
from grader.report.formats import FORMATS, Setting
from grader.results.student_files import Texts
from tests.grader.report.html.pages import MADE

Told = Iterator[tuple[str, str]]  # a task's id and a check's, as often as something is told of it


def told(format_: str, grade: Grade) -> dict[str, list[str]]:
    """The checks that failed by task, each where it is told first."""
    found: dict[str, list[str]] = {}
    for task, check in READ[format_](written(format_, grade)):
        if check not in found.setdefault(task, []):
            found[task].append(check)
    missing = {task.task.id for task in grade.judged if task.verdict is Verdict.MISSING}  # of which no check is told
    return {task: checks for task, checks in found.items() if task not in missing}


def written(format_: str, grade: Grade) -> str:
    if format_ == "feedback":
        return Texts().render(for_student(grade))
    stream = io.StringIO()
    if format_ == "text":
        from grader.report import text

        text.show(grade, Console(file=stream, width=100, highlight=False, markup=False), quiet=False, verbose=False)
    else:
        FORMATS[format_].show(grade, stream, Setting(provenance=lambda: MADE))
    return stream.getvalue()


def headlines(page: str) -> list[str]:
    """What the cards of a page give as the cause, "" for a task without one."""
    cards = re.findall(r'<a class="card .*?</a>', page, re.DOTALL)
    found = (re.search(r'<span class="headline">(.*?)</span>', card) for card in cards)
    return [html.unescape(re.sub(r"</?code>", "", headline[1])) if headline else "" for headline in found]


def _text(report: str) -> Told:
    """Each finding on a line with a mark, several checks on one where no more is told of them."""
    task = ""
    for line in report.splitlines():
        if heading := re.match(r"Task (\S+)  ", line):
            task = heading[1]
        if finding := re.match(r"  ✗ (\w+(?:, \w+)*)  ", line):
            yield from ((task, check) for check in finding[1].split(", "))


def _json(report: str) -> Told:
    for task in json.loads(report)["tasks"]:
        for check in task["checks"]:
            if any(finding["severity"] == "error" for finding in check["findings"]):
                yield task["id"], check["id"]


def _html(report: str) -> Told:
    for section in report.split('<section class="task" ')[1:]:
        if task := re.search(r'<span class="over">Task (\S+)</span>', section):
            for article in re.findall(r'<article class="finding error.*?</article>', section, re.DOTALL):
                (check,) = re.findall(r'<p class="check">check <code>(\w+)</code>', article)
                yield task[1], check


def _markdown(report: str) -> Told:
    for section in re.split(r"^## ", report, flags=re.MULTILINE)[1:]:
        if task := re.match(r"Task (\S+) ", section):
            yield from ((task[1], check) for check in re.findall(r"^✗ \*\*(\w+)\*\*", section, re.MULTILINE))


def _junit(report: str) -> Told:
    for suite in ElementTree.fromstring(report):
        for test in suite.iter("testcase"):
            if test.find("failure") is not None or test.find("error") is not None:
                yield suite.attrib["name"].split()[0], test.attrib["name"]


def _gradescope(report: str) -> Told:
    for test in json.loads(report)["tests"]:
        found = re.fullmatch(r"Task (\S+) (\w+)", test["name"])
        if found and test["status"] == "failed" and not test["output"].startswith("Not made"):
            yield found[1], found[2]


def _github(report: str) -> Told:
    yield from re.findall(r"^::error [^:]*title=task (\S+)%3A (\w+)::", report, re.MULTILINE)


READ: Mapping[str, Callable[[str], Told]] = {
    "text": _text,
    "feedback": _text,
    "json": _json,
    "html": _html,
    "markdown": _markdown,
    "junit": _junit,
    "gradescope": _gradescope,
    "github": _github,
}
