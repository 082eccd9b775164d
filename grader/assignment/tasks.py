"""From the tables of a task in `assignment.toml` to the types that say what it asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from checks.model.arguments import Constant
from grader.assignment.arguments import description
from grader.assignment.calls import call
from grader.assignment.words import ProblemError, is_number, is_whole, joined, kind, table


def described(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A task's table with its inner tables read.

    Raises:
        ProblemError: something in these cannot be used.
    """
    # A kind makes calls of its own: there, nothing has to be found that the description admits.
    found = description(raw.get("arguments", {}), raw.get("where", ()), raw.get("axes"), search="exercise" not in raw)
    points = table("points", raw.get("points", {}))
    for name, each in points.items():
        if not is_number(each):
            raise ProblemError(joined("points", name), f"expected a number, got {kind(each)}")
    fixed = table("fixed", raw.get("fixed", {}))
    calls = raw.get("calls", [])
    if not isinstance(calls, list):
        raise ProblemError("calls", f"expected a list of tables, [[tasks.calls]], got {kind(calls)}")
    read: dict[str, Any] = {
        "arguments": found.arguments,
        "where": found.where,
        "axes": found.axes,
        "points": tuple((name, float(each)) for name, each in points.items()),
        "fixed": tuple((name, _constant(joined("fixed", name), each)) for name, each in fixed.items()),
        "calls": tuple(call(number, each, found.arguments) for number, each in enumerate(calls)),
    }
    if "imports" in raw:
        read["imports"] = tuple(_imports(raw["imports"]))
    return {**raw, **read}


def _imports(raw: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for module, names in table("imports", raw).items():
        place = joined("imports", module)
        if not isinstance(names, list):
            raise ProblemError(place, f"expected a list of strings, got {kind(names)}")
        for index, name in enumerate(names):
            if not isinstance(name, str):
                raise ProblemError(f"{place}[{index}]", f"expected a string, got {kind(name)}")
        yield module, tuple(names)


def _constant(place: str, raw: Any) -> Constant:
    if isinstance(raw, str | bool) or is_number(raw):
        return raw  # type: ignore[no-any-return]
    if isinstance(raw, list) and all(map(is_whole, raw)):
        return tuple(raw)
    raise ProblemError(place, f"expected a text, a number, true, false or a list of integers, got {kind(raw)}")
