"""Panels as every report lays them out: which stand side by side, what each is called, which values are marked."""

from collections.abc import Iterable, Iterator

from checks.model import Panel, Shown

Place = tuple[int, int]


def rows(panels: Iterable[Panel]) -> Iterator[tuple[Panel, ...]]:
    """What is given, then each result with the one that came back, where one did."""
    given: list[Panel] = []
    results: list[tuple[Panel, ...]] = []
    for panel in panels:
        if panel.of == "given":
            given.append(panel)
        elif panel.of == "returned" and results and len(results[-1]) == 1:
            results[-1] = (*results[-1], panel)
        else:
            results.append((panel,))
    yield from ((tuple(given),) if given else ())
    yield from results


def several(panel: Panel, panels: Iterable[Panel]) -> bool:
    """Whether others have its name, or could, so that the slice has to be told."""
    return bool(panel.last_axis) or sum(other.name == panel.name for other in panels) > 1


def with_slice(panel: Panel) -> str:
    """The name, and the index of the slice that is shown, such as "image 0" or "image 0, channel 2"."""
    if not (panel.last_axis and panel.slice):
        return " ".join([panel.name, ", ".join(map(str, panel.slice))]).rstrip()
    *before, last = panel.slice
    return f"{' '.join([panel.name, ', '.join(map(str, before))]).rstrip()}, {panel.last_axis} {last}"


def from_where(panel: Panel, joined: str = " and ") -> str:
    """Where a window begins; "" for what is shown from its first value on."""
    if not any(panel.corner):
        return ""
    if len(panel.corner) == 1:
        return f"index {panel.corner[0]}"
    row, column = panel.corner
    return f"row {row}{joined}column {column}"


def marked(panel: Panel, role: str) -> set[Place]:
    """The rows and columns of its marks of this role, from the first value shown on."""
    return {_cell(panel, place) for mark in panel.marks if mark.role == role for place in mark.places}


def _cell(panel: Panel, place: tuple[int, ...]) -> Place:
    at = [index - start for index, start in zip(place, panel.corner, strict=True)]
    row, column = [0, 0, *at][-2:]
    return row, column


def value(panel: Panel, place: Place) -> Iterator[Shown]:
    """The value there, if it is shown."""
    row, column = place
    if 0 <= row < len(panel.values) and 0 <= column < len(panel.values[row]):
        yield panel.values[row][column]


def pairs(row: tuple[Panel, ...], places: Iterable[Place]) -> Iterator[tuple[Shown, Shown]]:
    """What is expected and what came back at each of these places that both have."""
    if len(row) == 2 and row[0].of == "expected":
        expected, returned = row
        for place in places:
            yield from zip(value(expected, place), value(returned, place), strict=False)
