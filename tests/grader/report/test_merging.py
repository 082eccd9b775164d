import pytest

from checks.model import Finding
from checks.model.assignment import Assignment
from grader.report.merging import merged, together
from tests.grader.report.fixed import fixed


def long(line: int, width: int = 81) -> Finding:
    return Finding(check="style", message=f"E501 line too long ({width} > 79 characters)", hint="Break it.", line=line)


def spaces(line: int | None, where: str = "','") -> Finding:
    return Finding(check="style", message=f"E231 missing whitespace after {where}", line=line)


def undocumented(line: int, what: str) -> Finding:
    return Finding(check="documentation", message=f"{what} has no docstring", reason="It helps.", line=line)


@pytest.mark.parametrize(
    "findings",
    [
        pytest.param((), id="nothing"),
        pytest.param((long(4),), id="one of a kind"),
        pytest.param((long(4), spaces(5)), id="two kinds"),
    ],
)
def test_what_is_not_alike_stays_as_it_is(findings: tuple[Finding, ...]) -> None:
    assert together(findings) == findings


@pytest.mark.parametrize(
    ("findings", "message"),
    [
        ((long(4), long(9, 99)), "2 lines are longer than 79 columns: 4, 9"),
        (
            tuple(long(line) for line in range(1, 15)),
            "14 lines are longer than 79 columns: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more",
        ),
        ((spaces(4), spaces(4), spaces(6)), "E231 missing whitespace after ',', 3 times: lines 4, 6"),
        ((spaces(4), spaces(4)), "E231 missing whitespace after ',', 2 times: line 4"),
        ((spaces(4), spaces(5, "':'")), "E231 missing whitespace after, 2 times: lines 4, 5"),
        ((spaces(None), spaces(None)), "E231 missing whitespace after ',' (2 times)"),
        (
            (undocumented(1, "the module"), undocumented(5, "the function `f`")),
            "2 docstrings are missing: the module (line 1), the function `f` (line 5)",
        ),
    ],
)
def test_what_is_alike_is_one(findings: tuple[Finding, ...], message: str) -> None:
    (one,) = together(findings)
    assert one.message == message
    assert (one.hint, one.reason, one.line) == (findings[0].hint, findings[0].reason, None)


def test_kinds_stand_in_the_order_in_which_they_come_first() -> None:
    told = together((long(4), spaces(5), long(6), spaces(7)))
    assert [finding.message[:7] for finding in told] == ["2 lines", "E231 mi"]


def test_what_no_check_of_form_says_is_never_merged(assignment: Assignment) -> None:
    before, after = fixed(assignment), merged(fixed(assignment))
    for old, new in zip(before.judged, after.judged, strict=True):
        for result, other in zip(old.checks, new.checks, strict=True):
            assert result.id == "style" or result == other
