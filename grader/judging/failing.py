"""Whether a check found an error, and whether a text breaks a rule."""

from checks.model import Judged, Read, Severity, Verdict
from checks.pipeline import static_checks

RULES = tuple(check.id for check in static_checks() if check.verdict is Verdict.RULE_VIOLATION)


def failed(judged: Judged) -> bool:
    """Whether there is an error among what a check said."""
    return any(finding.severity is Severity.ERROR for finding in judged.findings or ())


def breaks_a_rule(read: Read) -> bool:
    """Whether a check of the text found what no file may have."""
    return any(check in read.judged and failed(read.judged[check]) for check in RULES)
