"""The wrong variants of a model solution that an assignment names: which of them no call tells apart."""

from collections.abc import Iterator
from itertools import combinations

from checks.dynamic.compare import Match, match_parts
from checks.model import Answer, Case
from checks.model.exercise import Known
from checks.printable import one_line
from grader.judging.prepared import Prepared


def untold(prepared: Prepared) -> Iterator[str]:
    """Those that do in every call what the model solution does, or what another variant does."""
    task, cases = prepared.task, prepared.cases
    for known in prepared.known:
        if all(
            _does_the_same(case, known.answers.get(case.id, ()), prepared.answers(case)) for case in _of(known, cases)
        ):
            yield f"task {task.id}: no call tells the variant `{_name(known)}` from the model solution"
    for one, other in combinations(prepared.known, 2):
        both = [case for case in _of(one, cases) if case.id in other.asked]
        if all(_does_the_same(case, one.answers.get(case.id, ()), other.answers.get(case.id, ())) for case in both):
            yield f"task {task.id}: no call tells the variants `{_name(one)}` and `{_name(other)}` apart"


def _of(known: Known, cases: tuple[Case, ...]) -> list[Case]:
    return [case for case in cases if case.id in known.asked]


def _name(known: Known) -> str:
    return one_line(known.misconception.id)


def _does_the_same(case: Case, came: tuple[Answer, ...], right: tuple[Answer, ...]) -> bool:
    if not came or not right:
        return not came and not right
    if came[0].types != right[0].types:
        return False
    parts = tuple(part.array for part in came[0].parts)
    shapes = [part.shape for part in parts]
    fitting = tuple(
        each for each in right if each.form == came[0].form and [part.array.shape for part in each.parts] == shapes
    )
    return bool(fitting) and isinstance(match_parts(parts, case, fitting), Match)
