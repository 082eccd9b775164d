"""The misconceptions that an assignment names itself: known by doing in every call what a wrong variant does."""

from collections.abc import Mapping

import msgspec

from checks.dynamic.compare import Match, match_parts, returned
from checks.dynamic.runs import FINE
from checks.dynamic.types_told import types_of
from checks.model import Answer, Case, Finding, Judged, Misconception, Observation, Outcome, Run, Severity
from checks.model.exercise import Known

TELLING = ("proof", "values", "shapes", "return_type", "runs")
"""The checks whose finding can have such a cause, the one that shows it best first."""


def with_cause(run: Run, judged: Mapping[str, Judged]) -> dict[str, Judged]:
    """What the checks said, with the cause in the first finding that it explains, where there is one."""
    said = dict(judged)
    failing = next((check for check in TELLING if check in said and any(map(fails, said[check].findings or ()))), None)
    cause = _cause(run) if failing else None
    if failing and cause:
        findings = list(said[failing].findings or ())
        place = next(place for place, finding in enumerate(findings) if fails(finding))
        findings[place] = msgspec.structs.replace(
            findings[place],
            misconception=cause,
            reason=cause.explanation,
            hint=cause.hint or findings[place].hint,
        )
        said[failing] = msgspec.structs.replace(said[failing], findings=tuple(findings))
    return said


def fails(finding: Finding) -> bool:
    """Whether it tells students of a failure: hidden ones tell nothing."""
    return finding.severity is Severity.ERROR and not finding.hidden


def _cause(run: Run) -> Misconception | None:
    """The first misconception whose variant does what the function did, in every call that was made."""
    for known in run.known:
        made = _made(run, known)
        if made and all(does_the_same(case, seen, known.answers.get(case.id, ())) for case, seen in made):
            return known.misconception
    return None


def _made(run: Run, known: Known) -> list[tuple[Case, Observation]]:
    asked = ((case, run.observations.get(case.id)) for case in run.cases if case.id in known.asked)
    return [(case, seen) for case, seen in asked if seen is not None and seen.outcome is not Outcome.NOT_RUN]


def does_the_same(case: Case, seen: Observation, answers: tuple[Answer, ...]) -> bool:
    """Whether a function did in a call what the variant did that gave these answers, none where it failed."""
    if not answers:
        return seen.outcome not in FINE
    if answers[0].types and types_of(seen) != answers[0].types:
        return False
    parts = returned(seen, answers[0].form)
    if parts is None or [part.shape for part in parts] != [part.array.shape for part in answers[0].parts]:
        return False
    return isinstance(match_parts(parts, case, answers), Match)
