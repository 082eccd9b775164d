'''No loop runs but the `for` statements.

What: The function is watched while it runs, instruction by instruction, on a
small call, and again with more images, higher and wider images, and a higher
and a wider kernel. Told are

- an instruction that runs again though no `for` statement around it went on: a
  `while`, a comprehension, a generator;
- a line that enters functions of your file more than once while it runs once:
  a sort key, a callback, np.vectorize, operators of your own objects;
- a function that is entered again while it runs: recursion;
- code made while running, by exec or compile;
- more `for` statements than are allowed.

The first three are told only if they grow with the images or the kernel; the
answers are compared like all others. It is a second opinion beside `loops`,
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

import msgspec
import numpy as np

from checks.assignment import CasePolicy, Task
from checks.families import TRACED
from checks.model import Activity, Array, Case, DynamicCheck, Finding, Job, Run, Verdict
from checks.printable import one_line

AXES = ("m", "h", "w", "kh", "kw")
# The sides keep their parity, so that a function that treats even ones apart goes the same way.
BASE, MORE = (2, 7, 8, 3, 3), (2, 4, 4, 2, 2)
PADDING = (1, 2)
GROWING = ("enters", "repeats", "recursion")  # in the order in which they are told
Key = tuple[str, str, str, int, str]


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
    calls = {axis: _by_place(seen) for axis, seen in zip(AXES, enlarged, strict=True) if seen is not None}
    start = _by_place(base or ())
    every = {key: seen for found in (start, *calls.values()) for key, seen in found.items()}
    yield from _never_right(run, every)
    for rule in GROWING:
        growing = {key: _grows(key, start, calls) for key in every if key[0] == rule}
        found = [(key, axes) for key, axes in growing.items() if axes]
        if found:
            largest, axes = max(found, key=lambda pair: (len(pair[1]), _largest(pair[0], calls).total, -pair[0][3]))
            yield _finding(run, _largest(largest, calls), axes)
            return  # what is entered again and again repeats within, too: one finding a cause


def _seen(run: Run) -> list[tuple[Activity, ...] | None]:
    return [run.observations[case.id].activity for case in run.cases if case.family == TRACED]


def _by_place(seen: tuple[Activity, ...]) -> dict[Key, Activity]:
    return {(found.rule, found.file, found.function, found.line, found.entered): found for found in seen}


def _grows(key: Key, base: Mapping[Key, Activity], calls: Mapping[str, Mapping[Key, Activity]]) -> list[str]:
    before = base[key].most if key in base else 1
    return [axis for axis, seen in calls.items() if key in seen and seen[key].most > before]


def _largest(key: Key, calls: Mapping[str, Mapping[Key, Activity]]) -> Activity:
    return max((seen[key] for seen in calls.values() if key in seen), key=lambda found: found.total)


def _never_right(run: Run, every: Mapping[Key, Activity]) -> Iterator[Finding]:
    loops = max((seen.most for seen in every.values() if seen.rule == "loops"), default=0)
    if loops > run.task.loops:
        message = f"{loops} `for` statements ran in one call; {run.task.loops} are allowed"
        yield Finding(check="loop_trace", message=message, hint="Work on all images at once: images[:, i, j].")
    for rule, message, hint in (
        ("foreign", "code that is not in the file was made and run: `{}`", "Write the code out: no exec, no compile."),
        ("tampered", "the watch over the call was taken away by {}", "Leave sys.settrace and its like alone."),
    ):
        for seen in [seen for seen in every.values() if seen.rule == rule][:1]:
            yield Finding(check="loop_trace", message=message.format(one_line(seen.function)), hint=hint)


def _finding(run: Run, seen: Activity, axes: list[str]) -> Finding:
    function, entered = one_line(seen.function), one_line(seen.entered)
    times = "once" if seen.runs == 1 else f"{seen.runs:,} times"
    what = {
        "enters": f"`{entered}` was entered {seen.total:,} times by this line, which ran {times}",
        "repeats": f"this line of `{function}` ran {seen.most:,} times though no `for` statement around it went on",
        "recursion": f"`{function}` was entered again while it ran, {seen.most:,} deep",
    }[seen.rule]
    hint = {
        "enters": "That is a loop in disguise: write it as one of the two `for` statements.",
        "repeats": "That is a loop without `for`: write it as one of the two `for` statements.",
        "recursion": "That is a loop by recursion: write it as one of the two `for` statements.",
    }[seen.rule]
    return Finding(
        check="loop_trace",
        message=f"{what}; it grows with {_listed(axes)}",
        hint=hint,
        file="" if seen.file == run.task.file else one_line(seen.file),
        line=seen.line or None,
    )


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
