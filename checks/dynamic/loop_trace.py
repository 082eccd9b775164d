'''No loop runs but the `for` statements.

What: The function is watched while it runs, instruction by instruction, on a
small call, and again with more images, higher and wider images, and a higher
and a wider kernel. Told are

- a line that enters functions of your file more than once while it runs once:
  a sort key, a callback, np.vectorize, operators of your own objects;
- an instruction that runs again though no `for` statement around it went on: a
  `while`, a comprehension, a generator expression;
- a function that is entered again while it runs: recursion;
- code made while running, by exec or compile;
- more `for` statements than are allowed, or one that runs within itself.

The first three are told only if they grow with the images or the kernel, or
are as many as a digit has rows; the answers are compared like all others. What
a generator does for every value that is asked of it counts as its own: with a
`for` statement in it, it is that loop. It is a second opinion beside `loops`,
which reads the text: where that has found a loop, this is not asked. It cannot
see a loop that numpy or Python runs within itself, such as map over one of
their own functions; `loops` names those.

Why: Two loops are allowed, over the places of the result or of the kernel; all
images are worked on at once. Whatever hides a loop still visits the values one
by one, which is what numpy is there to avoid.

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

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
import numpy as np

from checks.exercises.convolution.families import TRACED
from checks.model import Activity, Array, Case, DynamicCheck, Finding, Job, Run, Verdict
from checks.model.assignment import CasePolicy, Task
from checks.printable import one_line

AXES = ("m", "h", "w", "kh", "kw")
# The sides keep their parity, so that a function that treats even ones apart goes the same way.
BASE, MORE = (2, 7, 8, 3, 3), (4, 4, 4, 2, 2)
PADDING = (1, 2)
FEW = 3  # what happens no more often goes over a shape or its sides, and over no image
MANY = 28  # what happens as often in one call as a digit has rows is a loop, whether it grows or not
GROWING = ("enters", "repeats", "recursion")  # in the order in which they are told
Key = tuple[str, str, int]  # rule, file, instruction


def trace_job(task: Task, policy: CasePolicy, _digits: Array) -> Job:
    """A small call, and one more for each axis, enlarged; all of them watched."""
    random = np.random.default_rng([policy.seed, *task.id.encode(), *TRACED.encode()])
    enlarged = [BASE, *(tuple(np.add(BASE, np.multiply(MORE, axis)).tolist()) for axis in np.eye(len(AXES), dtype=int))]
    return Job(
        TRACED,
        tuple(
            Case(
                id=f"{TRACED}-{name}",
                family=TRACED,
                title=f"{name} enlarged" if name else "a small call",
                images=random.standard_normal((m, h, w)),
                kernel=random.standard_normal((kh, kw)),
                padding=PADDING if task.convolution == "padding" else None,
                hidden=TRACED in policy.hidden,
                traced=True,
            )
            for name, (m, h, w, kh, kw) in zip(("", *AXES), enlarged, strict=True)
        ),
    )


def applies(run: Run) -> bool:
    """Whether the small call was watched to its end."""
    return _seen(run)[0] is not None


def judge(run: Run) -> Iterator[Finding]:
    """One error for a loop that grows with an axis, and for each thing that is never right."""
    hidden = any(case.hidden for case in run.cases if case.family == TRACED)
    for finding in _judged(run):
        yield msgspec.structs.replace(finding, hidden=hidden)


def _judged(run: Run) -> Iterator[Finding]:
    base, *enlarged = _seen(run)
    calls = {axis: _by_key(seen) for axis, seen in zip(AXES, enlarged, strict=True) if seen is not None}
    start = _by_key(base or ())
    yield from _never_right(run, [seen for found in (start, *calls.values()) for seen in found.values()])
    for rule in GROWING:
        found = [loop for loop in _loops(start, calls) if loop.seen.rule == rule]
        if found:
            yield _finding(run, max(found, key=lambda loop: (len(loop.axes), loop.seen.total, -loop.seen.line)))
            return  # what is entered again and again repeats within, too: one finding a cause


def _seen(run: Run) -> list[tuple[Activity, ...] | None]:
    return [run.observations[case.id].activity for case in run.cases if case.family == TRACED]


def _by_key(seen: tuple[Activity, ...]) -> dict[Key, Activity]:
    return {(found.rule, found.file, found.instruction): found for found in seen}


class _Loop(NamedTuple):
    """What repeats: as it was seen where it was most, and the axes that it grows with."""

    seen: Activity
    axes: list[str]


def _loops(start: Mapping[Key, Activity], calls: Mapping[str, Mapping[Key, Activity]]) -> Iterator[_Loop]:
    for key in {key: None for found in (start, *calls.values()) for key in found}:
        before = max(start[key].most if key in start else 0, FEW)
        axes = [axis for axis, found in calls.items() if key in found and found[key].most > before]
        seen = max((found[key] for found in (start, *calls.values()) if key in found), key=lambda found: found.total)
        if axes or seen.most >= MANY:
            yield _Loop(seen, axes)


def _never_right(run: Run, every: list[Activity]) -> Iterator[Finding]:
    loops = max((seen.most for seen in every if seen.rule == "loops"), default=0)
    allowed = f"{run.task.loops} {'is' if run.task.loops == 1 else 'are'} allowed"
    hint = "Work on all images at once: images[:, i, j]."
    if loops > run.task.loops:
        yield Finding(check=CHECK.id, message=f"{loops} `for` statements ran in one call; {allowed}", hint=hint)
    nested = max((seen for seen in every if seen.rule == "nested"), key=lambda seen: seen.most, default=None)
    if nested is not None and nested.most > max(run.task.loops, loops):
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
    what = {
        "enters": f"`{entered}` was entered {seen.total:,} times {by}",
        "repeats": f"{line} of `{function}` ran {seen.most:,} times though no `for` statement around it went on",
        "recursion": f"`{function}` was entered again while it ran, {seen.most:,} deep",
    }[seen.rule]
    hint = {
        "enters": "That is a loop in disguise: write it as one of the two `for` statements.",
        "repeats": "That is a loop without `for`: write it as one of the two `for` statements.",
        "recursion": "That is a loop by recursion: write it as one of the two `for` statements.",
    }[seen.rule]
    grows = f"; it grows with {_listed(loop.axes)}" if loop.axes else ", however small the images are"
    return _at(run, seen, what + grows, hint)


def _at(run: Run, seen: Activity, message: str, hint: str) -> Finding:
    file = "" if seen.file == run.task.file else one_line(seen.file)
    return Finding(check=CHECK.id, message=message, hint=hint, file=file, line=seen.line or None)


def _line(run: Run, seen: Activity) -> str:
    return f"line {seen.line}" if seen.file == run.task.file else f"line {seen.line} of {one_line(seen.file)}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


CHECK = DynamicCheck(
    id="loop_trace",
    summary="No loop runs but the `for` statements.",
    reason="Two `for` statements are allowed; whatever hides another loop still visits the values one by one.",
    needs=("loads", "signature", "loops"),
    verdict=Verdict.RULE_VIOLATION,
    jobs=(trace_job,),
    applies=applies,
    judge=judge,
)
