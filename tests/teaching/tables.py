"""What the programs of the corpus were told, as tables for a terminal."""

from collections import Counter
from collections.abc import Callable, Sequence

from checks.model import Verdict
from tests.teaching.measure import OUTCOMES, Outcome, Told

_FIRST = ("0", "1", "2")


def show(told: Sequence[Told], cpu: float, wall: float) -> None:
    """A line for each mistake, and the totals."""
    print(f"{'programs with':52}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES))
    for task, name in dict.fromkeys((each.program.task, each.program.name) for each in told):
        _line(f"  {task} {name}", told, lambda each, key=(task, name): (each.program.task, each.program.name) == key)
    _line("one mistake, tasks 0 to 2", told, lambda each: _early(each) and not _several(each))
    _line("several mistakes, tasks 0 to 2", told, lambda each: _early(each) and _several(each))
    _line("one mistake, tasks 3 to 6", told, lambda each: not _early(each) and not _several(each))
    _line("several mistakes, tasks 3 to 6", told, lambda each: not _early(each) and _several(each))
    _line("all", told, lambda _: True, share=True)
    if accepted := [each.program.called for each in told if each.verdict == Verdict.ACCEPTED]:
        print(f"accepted, though they are wrong: {', '.join(accepted)}")
    print(f"{len(told)} programs, {cpu:.1f} seconds of CPU, {wall:.1f} of wall time")


def line(told: Told) -> str:
    """What one program was told, and its verdict."""
    words = [*sorted(told.said), *(f"says {each!r}" for each in told.untrue)]
    return f"{told.outcome:9}{told.program.called:70}{', '.join(words) or 'nothing'} ({told.verdict})"


def _line(what: str, told: Sequence[Told], which: Callable[[Told], bool], *, share: bool = False) -> None:
    counts: Counter[Outcome] = Counter(each.outcome for each in told if which(each))
    if counts:
        whole = counts.total() / 100
        print(f"{what:52}" + "".join(f"{counts[outcome] or '':>9}" for outcome in OUTCOMES))
        if share:
            print(f"{'':52}" + "".join(f"{counts[outcome] / whole:>8.1f}%" for outcome in OUTCOMES))


def _early(told: Told) -> bool:
    return told.program.task in _FIRST


def _several(told: Told) -> bool:
    return len(told.program.mistakes) > 1
