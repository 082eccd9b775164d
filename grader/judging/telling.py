"""The one order in which every report tells what was found in a task."""

from collections.abc import Callable, Iterable

import msgspec

from checks.model import CheckResult, Finding, Severity, Status
from checks.pipeline import OF_FORM

SEVERITIES = tuple(Severity)
IMPORTS = "imports"  # among what decides it comes first: whatever a library did is to be written anew
STATUSES = (Status.FAILED, Status.WARNED, Status.PASSED, Status.SKIPPED)


def as_told(results: Iterable[CheckResult], decides: Callable[[Finding], bool]) -> tuple[CheckResult, ...]:
    """The results of a task in order, each with its findings in order.

    What decided the verdict comes first, then what costs most; the form of the text comes last. Before what only costs
    more stands what names a cause, then what shows the smallest call: the others follow from these.

    Args:
        results: in the order in which the checks were made, which stays where nothing else tells them apart.
        decides: whether a finding asks for the verdict that the task got.
    """

    def place(finding: Finding) -> tuple[int, bool]:
        return SEVERITIES.index(finding.severity), not decides(finding)

    def place_of_check(result: CheckResult) -> tuple[float, ...]:
        group = STATUSES.index(result.status)
        if result.status in (Status.PASSED, Status.SKIPPED):
            return (group,)
        seen = [finding for finding in result.findings if not finding.hidden]
        return (
            group,
            not any(map(decides, result.findings)),
            result.id != IMPORTS,
            result.id in OF_FORM,
            not any(finding.misconception for finding in seen),
            not any(finding.evidence.snippet for finding in seen),
            result.points - result.possible,
        )

    told = (msgspec.structs.replace(each, findings=tuple(sorted(each.findings, key=place))) for each in results)
    return tuple(sorted(told, key=place_of_check))
