"""What of a call is shown beside a value that differs, of a function that only its description tells of."""

from checks.dynamic.compare import laid_out, returned
from checks.exercises import panels
from checks.model import Answer, Case, Difference, Evidence, Observation, Panel, Run, Value


def evidence(run: Run, case: Case, difference: Difference) -> Evidence:
    """What is given, and what came back beside what is expected, around the first value that differs."""
    answer, first = difference.answer, difference.first
    expected = tuple(part.array for part in answer.parts)
    came = returned(run.observations[case.id], answer.form)
    assert came is not None
    came = laid_out(came, case, answer)
    if answer.form == "tuple":
        index = first if answer.rest else (0, *first)
        results = panels.compared(expected, tuple(came), index)
    else:
        results = panels.compared(expected[0], came[0], first)
    return Evidence(case=case.title, panels=(*panels.given(case.arguments), *results), index=first)


def around(case: Case, observation: Observation, answer: Answer) -> tuple[Panel, ...]:
    """What is given and what is expected, beside what came back where that is anything."""
    parts: tuple[Value, ...] = tuple(part.array for part in answer.parts)
    expected = parts if answer.form == "tuple" else parts[0]
    return (*panels.given(case.arguments), *panels.compared(expected, observation.value))
