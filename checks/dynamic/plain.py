"""What ended a call, in plain words, where the text of the file says more of it than the exception does."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from checks.model import Evidence, Finding, Judged, Severity


class Plain(NamedTuple):
    """What is said in the place of a finding; `again` is all that is said of it a second time."""

    message: str
    again: str
    reason: str
    hint: str


def plainly(said: Mapping[str, Judged], cause: Callable[[Finding], Plain | None], first: str = "") -> dict[str, Judged]:
    """What the checks said, with the plain cause in front wherever there is one.

    It is told in full once: by the check `first`, which has told it already, or else by the one that tells most; the
    others refer to that one.
    """
    found = {
        (check, number): plain
        for check, judged in said.items()
        for number, finding in enumerate(judged.findings or ())
        if finding.severity is Severity.ERROR and (plain := cause(finding)) is not None
    }
    telling: dict[tuple[str, bool], str] = {}
    for (check, number), plain in sorted(found.items(), key=lambda item: not _finding(said, *item[0]).evidence.snippet):
        telling.setdefault((plain.again, _finding(said, check, number).hidden), first or check)

    def told(check: str) -> Iterator[Finding]:
        for number, finding in enumerate(said[check].findings or ()):
            plain = found.get((check, number))
            if plain is None:
                yield finding
            else:
                full = telling[plain.again, finding.hidden]
                yield _in_full(finding, plain) if full == check else _again(finding, plain, full)

    return {
        check: msgspec.structs.replace(judged, findings=_each_once(told(check))) if judged.findings else judged
        for check, judged in said.items()
    }


def _each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    kept: list[Finding] = []
    for finding in findings:
        if finding not in kept:
            kept.append(finding)
    return tuple(kept)


def _finding(said: Mapping[str, Judged], check: str, number: int) -> Finding:
    return (said[check].findings or ())[number]


def _in_full(finding: Finding, plain: Plain) -> Finding:
    """No array of the call: it would have ended with any other."""
    return msgspec.structs.replace(
        finding,
        message=plain.message,
        reason=plain.reason,
        hint=plain.hint,
        evidence=msgspec.structs.replace(finding.evidence, panels=(), index=None, sum="", snippet=""),
        misconception=None,
    )


def _again(finding: Finding, plain: Plain, full: str) -> Finding:
    """No place and no call to look at: both are told where it is told in full."""
    return msgspec.structs.replace(
        finding,
        message=f"{plain.again}: see `{full}`",
        hint="",
        file="",
        line=None,
        evidence=Evidence(hidden=finding.evidence.hidden),
        misconception=None,
    )
