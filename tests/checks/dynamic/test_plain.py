"""What ended a call is told in plain words, and in full once."""

from checks.dynamic.plain import Plain, plainly
from checks.model import Evidence, Finding, Judged, Severity

SMALLEST = Evidence(snippet="f(1)", sum="1 = 1", wrong=("a single image",))
TYPO = "NameError: name 'image' is not defined"


def cause(finding: Finding) -> Plain | None:
    return Plain(f"mean it? {finding.message}", "no `image`", "why", "try") if TYPO in finding.message else None


def finding(check: str, message: str = TYPO, **more) -> Finding:
    return Finding(check=check, message=message, line=3, **more)


def told(said: dict[str, list[Finding]], first: str = "") -> dict[str, list[tuple[str, str]]]:
    judged = plainly({check: Judged(tuple(found)) for check, found in said.items()}, cause, first)
    return {check: [(each.message, each.hint) for each in result.findings or ()] for check, result in judged.items()}


def test_all_else_stays_as_it_is() -> None:
    said = {
        "quiet": Judged(None),
        "runs": Judged((finding("runs", "IndexError"),)),
        "values": Judged((finding("values", severity=Severity.NOTE),)),
    }
    assert plainly(said, cause) == said


def test_it_is_told_in_full_where_the_smallest_call_is_and_referred_to_elsewhere() -> None:
    found = told({"runs": [finding("runs")], "proof": [finding("proof", f"every call: {TYPO}", evidence=SMALLEST)]})
    assert found == {
        "runs": [("no `image`: see `proof`", "")],
        "proof": [(f"mean it? every call: {TYPO}", "try")],
    }


def test_it_is_told_in_full_where_nothing_else_tells_it() -> None:
    assert told({"runs": [finding("runs")]}) == {"runs": [(f"mean it? {TYPO}", "try")]}


def test_a_reference_is_made_once() -> None:
    found = told({"runs": [finding("runs"), finding("runs", f"{TYPO}, for y")], "proof": []}, "imports")
    assert found["runs"] == [("no `image`: see `imports`", "")]


def test_what_a_student_is_not_shown_tells_nothing_in_full() -> None:
    found = told({"runs": [finding("runs")], "proof": [finding("proof", hidden=True, evidence=SMALLEST)]})
    assert found["runs"] == [(f"mean it? {TYPO}", "try")]


def test_no_array_is_shown_of_a_call_that_any_other_would_do_for() -> None:
    (shown,) = plainly({"proof": Judged((finding("proof", evidence=SMALLEST),))}, cause)["proof"].findings or ()
    assert (shown.line, shown.evidence) == (3, Evidence(wrong=("a single image",)))
