"""Whether a check found an error."""

from checks.model import Judged, Severity


def failed(judged: Judged) -> bool:
    """Whether there is an error among what a check said."""
    return any(finding.severity is Severity.ERROR for finding in judged.findings or ())
