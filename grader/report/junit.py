"""The grade as JUnit XML: a suite for each task and for the folder, in which each check is a test.

A check that fails is a failure, one that was not made because of another is skipped, and where the grader itself failed
there is an error. What an optional task's checks say is only told: whoever reads the document for what fails is told of
what counts. A character that XML cannot hold is shown as an escape.
"""

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checks.model import CheckResult, Grade, Status, TaskGrade, Verdict
from checks.printable import one_line, printable
from grader.report import plain
from grader.report.fix_first import fix_first
from grader.report.merging import merged

SKIPPED = "a check that this one needs does not hold"
TOLD = "system-out"
LONGEST = 1000  # characters of a property


def render(grade: Grade) -> str:
    """The grade as an XML document, indented, with a final newline."""
    root, grade = Element("testsuites", name=one_line(grade.assignment)), merged(grade)
    for task in grade.tasks:
        _task(root, grade, task, counts=True)
    suite = _suite(root, "the folder", [_kind(result) for result in grade.checks])
    for result in grade.checks:
        _test(suite, "folder", result, _kind(result), plain.found(grade, None, result))
    for task in grade.optional:
        _task(root, grade, task, counts=False)
    return _document(root)


def unfinished(why: str) -> str:
    """What stands in the place of a grade that there is not, or not yet: one test, which is an error."""
    root = Element("testsuites", name="grader")
    suite = SubElement(root, "testsuite", name="grader", tests="1", failures="0", errors="1", skipped="0")
    test = SubElement(suite, "testcase", name="there is a grade", classname="grader")
    SubElement(test, "error", type=Verdict.INTERNAL_ERROR, message=one_line(why)).text = printable(why)
    return _document(root)


def _document(root: Element) -> str:
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _about(grade: Grade) -> dict[str, str]:
    return {"submission": grade.submission, "isolation": grade.isolation}


def _task(root: Element, grade: Grade, task: TaskGrade, *, counts: bool) -> None:
    """The suite of a task; of one that does not count nothing is a failure."""
    told = {result.id: _kind(result) for result in task.checks}
    if not counts:
        told = {check: TOLD if kind in ("failure", "error") else kind for check, kind in told.items()}
    name = f"{task.task.id} {task.task.title}"
    suite = _suite(root, name if counts else f"{name} (optional, not counted)", list(told.values()))
    if task.cpu_seconds is not None:
        suite.set("time", f"{task.cpu_seconds:.3f}")
    fix = fix_first(task)
    told_first = {"fix_first": fix.line} if fix else {}
    _properties(suite, {"verdict": task.verdict, "earned": f"{task.score.earned:g}", **told_first, **_about(grade)})
    for result in task.checks:
        where = task.task.file.removesuffix(".py")
        _test(suite, where, result, told[result.id], plain.found(grade, task, result))


def _suite(root: Element, name: str, kinds: Sequence[str]) -> Element:
    counts = Counter(kinds)
    suite = SubElement(root, "testsuite", name=one_line(name), tests=str(len(kinds)))
    for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(counts[kind]))
    return suite


def _properties(suite: Element, values: dict[str, str]) -> None:
    properties = SubElement(suite, "properties")
    for name, value in values.items():
        SubElement(properties, "property", name=name, value=one_line(value, LONGEST))


def _kind(result: CheckResult) -> str:
    if any(finding.verdict is Verdict.INTERNAL_ERROR for finding in result.findings):
        return "error"
    return {Status.FAILED: "failure", Status.SKIPPED: "skipped", Status.WARNED: TOLD}.get(result.status, "")


def _test(suite: Element, where: str, result: CheckResult, kind: str, said: str) -> None:
    test = SubElement(suite, "testcase", name=result.id, classname=one_line(where))
    if not kind:
        return
    told = SubElement(test, kind)
    if kind == "skipped":
        told.set("message", SKIPPED)
        return
    told.text = said
    if kind != TOLD:
        told.set("type", result.id if kind == "failure" else Verdict.INTERNAL_ERROR)
        told.set("message", one_line(result.findings[0].message) if result.findings else "")
