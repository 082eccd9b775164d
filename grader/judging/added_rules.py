"""The rules that an assignment adds, as the static worker asks them: after its checks, each with an answer of its own.

A rule is a stranger's text. One that cannot be used, or does not come to an end, is the assignment's failure and never
the student's: by then the grader's own checks have answered for the same file.
"""

import contextlib
from collections.abc import Iterator, Mapping

import msgspec

from checks.model import Finding, Inspection, Judged, Verdict
from checks.model.assignment import RuleFile
from checks.pipeline import CAPABILITIES
from grader.failure import NOT_YOUR_FAULT, failure
from grader.judging.own_process import Asked, EndedError, OwnProcess

TRYING_SECONDS = 10.0


def found(rule: RuleFile, inspection: Inspection) -> Iterator[Finding]:
    """What a rule finds, in the worker; where it cannot be used, that."""
    from checks.static import added
    from checks.static.rules import RuleError

    try:
        yield from tuple(added.inspect(rule, inspection))
    except RuleError as error:
        yield _useless(f"a rule of the assignment's own cannot be used: {added.said_of(rule, error)}")
    except (RecursionError, MemoryError):
        yield endless(rule.name)
    except Exception as error:  # the grader's own failure
        yield failure(CAPABILITIES, error)


def endless(name: str) -> Finding:
    """What is said where a rule did not come to an end."""
    return _useless(f"a rule of the assignment's own, {name}, did not come to an end")


def _useless(message: str) -> Finding:
    return Finding(check=CAPABILITIES, message=message, hint=NOT_YOUR_FAULT, verdict=Verdict.INTERNAL_ERROR)


def with_more(judged: Mapping[str, Judged], findings: tuple[Finding, ...]) -> dict[str, Judged]:
    """The checks with further findings, each to its check, if that is made and the file could be read."""
    more = dict(judged)
    for finding in findings:
        before = more.get(finding.check)
        if before is not None and before.findings is not None:
            more[finding.check] = Judged((*before.findings, finding))
    return more


def troubles(rules: tuple[RuleFile, ...]) -> Iterator[str]:
    """What does not hold of the snippets of rules, tried in a process that is ended where it takes too long."""
    for rule in rules:
        process = OwnProcess(try_out)
        try:
            process.ask(msgspec.json.encode(rule))
            yield from msgspec.json.decode(process.answer(TRYING_SECONDS), type=list[str])
        except (EndedError, TimeoutError):
            yield f"{rule.name}: does not come to an end on its own snippets"
        finally:
            process.close()


def try_out(asked: Asked) -> None:
    """Try one rule, in the process."""
    from checks.static import added

    with contextlib.suppress(EndedError):
        rule = msgspec.json.decode(asked.message(), type=RuleFile)
        asked.answer(msgspec.json.encode(list(added.troubles(rule))))
