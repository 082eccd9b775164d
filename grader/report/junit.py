"""The grade as JUnit XML: a suite for each task and for the folder, in which each check is a test.

A check that fails is a failure, one that was not made because of another is skipped, and where the grader itself failed
there is an error. A character that XML cannot hold is shown as an escape.
"""

from collections import Counter
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checks.model import CheckResult, Grade, Status, TaskGrade, Verdict
from checks.printable import one_line, printable
from grader.report import plain

SKIPPED = "a check that this one needs does not hold"


def render(grade: Grade) -> str:
    """The grade as an XML document, indented, with a final newline."""
    root = Element("testsuites", name=one_line(grade.assignment))
    for task in grade.tasks:
        name = f"{task.task.id} {task.task.title}"
        suite = _suite(root, name, task.checks)
        if task.cpu_seconds is not None:
            suite.set("time", f"{task.cpu_seconds:.3f}")
        _properties(suite, {"verdict": task.verdict, "earned": f"{task.score.earned:g}", **_about(grade)})
        for result in task.checks:
            _test(suite, task.task.file.removesuffix(".py"), result, grade, task)
    suite = _suite(root, "the folder", grade.checks)
    for result in grade.checks:
        _test(suite, "folder", result, grade, None)
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


def _suite(root: Element, name: str, results: Sequence[CheckResult]) -> Element:
    kinds = Counter(_kind(result) for result in results)
    suite = SubElement(root, "testsuite", name=one_line(name), tests=str(len(results)))
    for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(kinds[kind]))
    return suite


def _properties(suite: Element, values: dict[str, str]) -> None:
    properties = SubElement(suite, "properties")
    for name, value in values.items():
        SubElement(properties, "property", name=name, value=one_line(value))


def _kind(result: CheckResult) -> str:
    if any(finding.verdict is Verdict.INTERNAL_ERROR for finding in result.findings):
        return "error"
    return {Status.FAILED: "failure", Status.SKIPPED: "skipped", Status.WARNED: "system-out"}.get(result.status, "")


def _test(suite: Element, where: str, result: CheckResult, grade: Grade, task: TaskGrade | None) -> None:
    test = SubElement(suite, "testcase", name=result.id, classname=one_line(where))
    kind = _kind(result)
    if not kind:
        return
    told = SubElement(test, kind)
    if kind == "skipped":
        told.set("message", SKIPPED)
        return
    told.text = plain.found(grade, task, result)
    if kind != "system-out":
        told.set("type", result.id if kind == "failure" else Verdict.INTERNAL_ERROR)
        told.set("message", one_line(result.findings[0].message) if result.findings else "")
