'''No loop runs but the `for` statements.

What: What the function does is noted, instruction by instruction, on a small
call, and again with each size enlarged: more images, higher and wider
ones, a higher and a wider kernel. Line by line, a smaller and a larger one of
the other calls are noted, too; whoever writes the file cannot tell which.
Told are

- a line that enters functions of your file more than once while it runs once:
  a sort key, a callback, np.vectorize, operators of your own objects;
- lines that together enter functions of your file again and again, in one call
  or in one step of a `for` statement: a visit of three places, written twelve
  times, or a function that calls itself sixteen times;
- an instruction that runs again though no `for` statement around it went on: a
  `while`, a comprehension, a generator expression;
- a function that is entered again while it runs: recursion;
- code made while running, by exec or compile, whatever name it is given, and
  whatever takes the watch away;
- more `for` statements than are allowed, or one that runs within itself.

The first four are told only if they grow with a size, or happen very often; in
the other calls, if they happen very often, or much more often than in the small
ones. The answers are compared like all others. What a generator does for every
value that is asked of it counts as its own: with a `for` statement in it, it is
that loop. It is a second opinion beside `loops` and `capabilities`, which read
the text: where one of them finds an error, this is not asked. It cannot see a
loop that numpy or Python runs within itself, such as map over one of their own
functions; `loops` names those.

Why: So many loops are allowed as the task says, for a convolution over the
places of the result or of the kernel; all images are worked on at once.
Whatever hides a loop still visits the values one by one, which is what numpy is
there to avoid.

Bad::

    import numpy as np


    class Visit:
        """Does its work for every number that it is added to"""

        def __init__(self, work):
            """Remember the work"""
            self.work = work

        def __radd__(self, place):
            """Work on one place"""
            return self.work(place)


    def convolve_grayscale_valid(images, kernel):
        """Visits every place in an addition"""
        m, h, w = images.shape
        kh, kw = kernel.shape
        oh, ow = h - kh + 1, w - kw + 1
        convolved = np.zeros((m, oh, ow))

        def work(place):
            """One place of the result"""
            i, j = divmod(place, ow)
            window = images[:, i:i + kh, j:j + kw]
            convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
            return 0

        np.arange(oh * ow).astype(object) + Visit(work)
        return convolved

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Visits every place in two for loops"""
        m, h, w = images.shape
        kh, kw = kernel.shape
        oh, ow = h - kh + 1, w - kw + 1
        convolved = np.zeros((m, oh, ow))
        for i in range(oh):
            for j in range(ow):
                window = images[:, i:i + kh, j:j + kw]
                convolved[:, i, j] = (window * kernel).sum(axis=(1, 2))
        return convolved
'''

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from checks.allowed import budget
from checks.exercises.families import TRACED
from checks.model import Activity, Case, DynamicCheck, Finding, Run, Verdict
from checks.model.assignment import Task
from checks.printable import one_line

FEW = 3  # what happens no more often goes over a shape or its sides, and over no image
PLACES = 12  # a result of which a side is enlarged has so many places more, or more
FAR_TOO_MANY = 100  # helpers that call helpers, in one go
MANY = 28  # what happens as often in one call as a digit has rows is a loop, whether it grows or not
MORE = {"visits": PLACES, "again": MANY}  # so much more often in one go than in a small call is a loop
NUMBERS = {2: "two", 3: "three"}
ENLARGED = " enlarged"  # how the title of a call ends that has a size enlarged
GROWING = ("enters", "repeats", "recursion", "visits", "again")  # in the order in which they are told
Key = tuple[str, str, int]  # rule, file, instruction


def applies(run: Run) -> bool:
    """Whether a call was watched to its end."""
    return any(_activity(run, case) is not None for case in run.cases if case.id in run.observations)


def judge(run: Run) -> Iterator[Finding]:
    """One error for a loop that grows with an axis or happens very often, and for each thing that is never right."""
    for group in (*_groups(run), *_others(run)):
        hidden, reason = any(case.hidden for case in group), _reason(run.task)
        found = [msgspec.structs.replace(each, reason=reason, hidden=hidden) for each in _judged(run, group)]
        if found:
            yield from found
            return  # the other ways through the function say the same


def _groups(run: Run) -> list[list[Case]]:
    """A small call and those with a size enlarged, for each way through the function."""
    groups: list[list[Case]] = []
    for case in run.cases:
        if case.family == TRACED:
            if not groups or not case.title.endswith(ENLARGED):
                groups.append([])
            groups[-1].append(case)
    return groups


def _others(run: Run) -> Iterator[list[Case]]:
    """Each other call that was watched to its end, alone."""
    yield from ([case] for case in run.cases if case.family != TRACED and _activity(run, case) is not None)


def _judged(run: Run, group: list[Case]) -> Iterator[Finding]:
    every = [seen for case in group for seen in _activity(run, case) or ()]
    yield from _never_right(run, every)
    loops = list(_grown(run, group) if group[0].family == TRACED else _many(run, group[0]))
    for rule in GROWING:
        found = [loop for loop in loops if loop.seen.rule == rule]
        if found:
            yield _finding(run, max(found, key=lambda loop: (len(loop.axes), loop.seen.total, -loop.seen.line)))
            return  # what is entered again and again repeats within, too: one finding a cause


def _activity(run: Run, case: Case) -> tuple[Activity, ...] | None:
    observation = run.observations.get(case.id)
    return observation.activity if observation else None


def _by_key(seen: tuple[Activity, ...] | None) -> dict[Key, Activity]:
    return {(found.rule, found.file, found.instruction): found for found in seen or ()}


class _Loop(NamedTuple):
    """What repeats: as it was seen where it was most, and the axes that it grows with or the call it was seen in."""

    seen: Activity
    axes: list[str]
    call: str = ""


def _grown(run: Run, group: list[Case]) -> Iterator[_Loop]:
    """What grows with a size, from a small call to that with the size enlarged."""
    base, *enlarged = group
    start, calls = _by_key(_activity(run, base)), {case: _by_key(_activity(run, case)) for case in enlarged}
    for key in {key: None for found in (start, *calls.values()) for key in found}:
        most = _unsuspicious(key[0], start[key].most if key in start else 0)
        grown = [case for case, found in calls.items() if key in found and found[key].most > most]
        seen = max((found[key] for found in (start, *calls.values()) if key in found), key=lambda found: found.total)
        if grown or seen.most >= (FAR_TOO_MANY if seen.rule == "again" else MANY):
            yield _Loop(seen, [case.title.removesuffix(ENLARGED) for case in grown])


def _unsuspicious(rule: str, start: int) -> int:
    """How often something may happen at most with a size enlarged that happens so often with none.

    A branch that only larger arrays take enters a helper or two more, each of which may enter others: of calls that
    run again so many more are told only as there are more places in the result.
    """
    return {"visits": start + FEW - 1, "again": start + PLACES - 1}.get(rule, max(start, FEW))


def _many(run: Run, case: Case) -> Iterator[_Loop]:
    """What happens very often in a call, or in one go so much more often than in any of the small ones."""
    small = [_activity(run, base) for base, *_ in _groups(run)]
    for seen in _activity(run, case) or ():
        most = MANY
        if seen.rule in MORE:
            start = max((each.most for found in small for each in found or () if each.rule == seen.rule), default=0)
            most = start + MORE[seen.rule] if any(found is not None for found in small) else FAR_TOO_MANY
        if seen.most >= most:
            yield _Loop(seen, [], one_line(case.title))


def _never_right(run: Run, every: list[Activity]) -> Iterator[Finding]:
    loops, most = max((seen.most for seen in every if seen.rule == "loops"), default=0), run.task.loops or 0
    allowed = f"{most or 'none'} {'are' if most > 1 else 'is'} allowed"
    hint = "Work on whole arrays at once, array[:, i]."
    if loops > most:
        yield Finding(check=CHECK.id, message=f"{loops} `for` statements ran in one call; {allowed}", hint=hint)
    nested = max((seen for seen in every if seen.rule == "nested"), key=lambda seen: seen.most, default=None)
    if nested is not None and nested.most > max(most, loops):
        message = f"`for` loops ran {nested.most} deep, one within another, down to {_line(run, nested)}; {allowed}"
        yield _at(run, nested, message, hint)
    for rule, message, hint in (
        ("foreign", "code that is not in the file was made and run: `{}`", "Write the code out: no exec, no compile."),
        ("tampered", "the watch over the call was taken away by {}", "Leave sys.settrace and its like alone."),
    ):
        for seen in [seen for seen in every if seen.rule == rule][:1]:
            yield Finding(check=CHECK.id, message=message.format(one_line(seen.function)), hint=hint)


def _finding(run: Run, loop: _Loop) -> Finding:
    seen = loop.seen
    function, entered, line = one_line(seen.function), one_line(seen.entered), _line(run, seen)
    times = "once" if seen.runs == 1 else f"{seen.runs:,} times"
    by = f"by {line}, which ran {times}" if seen.line else "by no line of the file, as a thread or a callback is"
    together = f"`{entered}` was entered {seen.total:,} times by {_lines(run, seen)} {_where(seen)}"
    what = {
        "enters": f"`{entered}` was entered {seen.total:,} times {by}",
        "repeats": f"{line} of `{function}` ran {seen.most:,} times though no `for` statement around it went on",
        "recursion": f"`{function}` was entered again while it ran, {seen.most:,} deep",
        "visits": together,
        "again": together,
    }[seen.rule]
    hint = {
        "enters": "That is a loop in disguise",
        "repeats": "That is a loop without `for`",
        "recursion": "That is a loop by recursion",
        "visits": "That is a loop in parts",
        "again": "That is a loop by calls",
    }[seen.rule]
    grows = f"; it grows with {_listed(loop.axes)}" if loop.axes else ", however small the arrays are"
    if loop.call:
        grows = f", in the call with {loop.call}"
    return _at(run, seen, what + grows, f"{hint}: {_instead(run.task)}")


def _where(seen: Activity) -> str:
    return f"in one step of the `for` statement of line {seen.step}" if seen.step else "in no step of a `for` statement"


def _reason(task: Task) -> str:
    if not task.loops:
        return "No loop is allowed; whatever hides one still visits the values one by one."
    words = budget(task).replace("at most", "At most")
    verb = "is" if task.loops == 1 else "are"
    return f"{words} {verb} allowed; whatever hides another loop still visits the values one by one."


def _instead(task: Task) -> str:
    """What to do with a loop that is none of the `for` statements."""
    if not task.loops:
        return "no loop is allowed here, work on whole arrays."
    number = NUMBERS.get(task.loops, str(task.loops))
    return f"write it as {'the one `for` statement' if task.loops == 1 else f'one of the {number} `for` statements'}."


def _at(run: Run, seen: Activity, message: str, hint: str) -> Finding:
    file = "" if seen.file == run.task.file else one_line(seen.file)
    return Finding(check=CHECK.id, message=message, hint=hint, file=file, line=seen.line or None)


def _line(run: Run, seen: Activity) -> str:
    return f"line {seen.line}" if seen.file == run.task.file else f"line {seen.line} of {one_line(seen.file)}"


def _lines(run: Run, seen: Activity) -> str:
    """The lines that entered it, from the first to the last."""
    one = _line(run, seen)
    return one if seen.last == seen.line else one.replace(f"line {seen.line}", f"lines {seen.line} to {seen.last}", 1)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


CHECK = DynamicCheck(
    id="loop_trace",
    summary="No loop runs but the `for` statements.",
    reason="Whatever hides a loop still visits the values one by one.",
    needs=("loads", "signature", "capabilities", "loops"),
    verdict=Verdict.RULE_VIOLATION,
    asks=("traced",),
    applies=applies,
    judge=judge,
)
