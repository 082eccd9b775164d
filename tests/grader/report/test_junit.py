from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema

from checks.model import Finding, Verdict
from checks.model.assignment import Assignment
from grader.report import junit
from tests.grader.report.fixed import failed, fixed, task_grade, whole
from tests.grading import SUBMISSIONS, graded
from tests.tasks import of

SCHEMA = xmlschema.XMLSchema(Path(__file__).parent / "schemas" / "junit-10.xsd")
EVERYTHING = "".join(map(chr, range(0x300))) + "\u2028\u202e\ud800\ufffe\uffff\U0001f600]]>&amp;<![CDATA["


def read(text: str) -> ElementTree.Element:
    SCHEMA.validate(text)
    return ElementTree.fromstring(text.encode())


@pytest.mark.parametrize("name", ["correct_kernel_loops", "wrong_flipped_kernel", "broken_partly_missing"])
def test_a_real_grade_keeps_to_the_schema(name: str, assignment: Assignment) -> None:
    result = graded(SUBMISSIONS / name, assignment)
    root = read(junit.render(result))
    failures = root.findall(".//testcase/failure")
    assert (not failures) is result.passed
    for suite in root:
        tests = suite.findall("testcase")
        counted = {"tests": len(tests)}
        for attribute, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            counted[attribute] = len(suite.findall(f"testcase/{kind}"))
        assert counted == {attribute: int(suite.attrib[attribute]) for attribute in counted}


def test_each_status_has_its_element(assignment: Assignment) -> None:
    root = read(junit.render(fixed(assignment)))
    kinds = {(test.get("classname"), test.get("name")): [part.tag for part in test] for test in root.iter("testcase")}
    assert kinds["0-convolve_grayscale_valid", "loops"] == []
    assert kinds["0-convolve_grayscale_valid", "quiet"] == ["system-out"]
    assert kinds["1-convolve_grayscale_same", "values"] == ["failure"]
    assert kinds["2-convolve_grayscale_padding", "loads"] == ["error"]
    assert kinds["2-convolve_grayscale_padding", "values"] == ["skipped"]
    assert kinds["3-not_there", "source"] == ["failure"]
    assert kinds["folder", "readme"] == ["system-out"]


def test_every_character_that_xml_does_not_hold_is_an_escape(assignment: Assignment) -> None:
    finding = Finding(check="runs", message=EVERYTHING, hint=EVERYTHING, reason=EVERYTHING, file=EVERYTHING, line=1)
    task = task_grade(of(assignment, "valid"), Verdict.RUNTIME_ERROR, (failed("runs", 0, 0, finding),))
    text = junit.render(whole(task, name=EVERYTHING))
    (failure,) = read(text).findall(".//failure")
    assert failure.text is not None
    assert "\\x00" in failure.text
    assert "\\ufffe" in failure.text
    assert "]]>&amp;<![CDATA[" in failure.text
    assert "\\x0a" not in failure.text
    assert "\n" not in failure.get("message", "")


def test_the_schema_does_refuse_something() -> None:
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        read('<testsuites><testsuite name="a" tests="1" failures="0" errors="0"><testcase/></testsuite></testsuites>')
