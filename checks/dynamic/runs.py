'''The function returns, whatever arguments it is given.

What: The function is called as the assignment does, for a convolution on real
MNIST digits, and with small arguments of many shapes and types. An exception,
an exit, a crash, or the end of the CPU time, the memory or the printed text
allowed is told here, an exception with its line, a misspelt name with the one
that is meant.

Why: A function that works for one shape only has that shape built in. Where a
kernel is (kh, kw) and images are (m, h, w), it may be any of them.

Bad::

    def convolve_grayscale_valid(images, kernel):
        """Works for square kernels only"""
        if kernel.shape[0] == kernel.shape[1]:
            k = kernel.shape[0]
        return images[:, k - 1:, k - 1:]

Good::

    def convolve_grayscale_valid(images, kernel):
        """Takes the two sides of the kernel as they are"""
        kh, kw = kernel.shape
        return images[:, kh - 1:, kw - 1:]
'''

from collections.abc import Iterator

from checks.dynamic.outcomes import place, tell
from checks.exercises import families_of, panels
from checks.exercises.families import CHANGED, PROOF, SHRUNK, described
from checks.model import Case, DynamicCheck, Evidence, Finding, Observation, Outcome, Run, Verdict
from checks.model.words import VERDICTS
from checks.written import parameters_of

FINE = (Outcome.RETURNED, Outcome.NOT_AN_ARRAY)
MOST_CAUSES = 3


def judge(run: Run) -> Iterator[Finding]:
    """One error per cause, the place in the code telling causes apart."""
    called = [case for case in run.cases if case.family not in (PROOF, SHRUNK, CHANGED)]
    if called and all(run.observations[case.id].outcome is Outcome.NOT_RUN for case in called):
        yield Finding(
            check="runs",
            message=f"there is no function `{run.task.function}` to call once the file is loaded",
            hint=f"Define it with `def {run.task.function}({parameters_of(run.task)}):`.",
        )
        return
    causes: dict[tuple[object, ...], list[Case]] = {}
    for case in called:
        observation = run.observations[case.id]
        if observation.outcome not in (*FINE, Outcome.NOT_RUN):
            causes.setdefault(_cause(observation, case), []).append(case)
    findings = [(len(cases), _finding(run, called, cases)) for cases in causes.values()]
    findings.sort(key=lambda pair: (VERDICTS.index(pair[1].verdict or Verdict.RUNTIME_ERROR), -pair[0]))
    for _, finding in findings[:MOST_CAUSES]:
        yield finding


def _cause(observation: Observation, case: Case) -> tuple[object, ...]:
    name = observation.detail.partition(":")[0] if observation.outcome is Outcome.RAISED else ""
    return case.hidden, observation.outcome, name, observation.traceback[-1:]


def _finding(run: Run, called: list[Case], cases: list[Case]) -> Finding:
    smallest = min(cases, key=run.exercise.size)
    called = [case for case in called if case.hidden == smallest.hidden]  # of hidden ones a student is told nothing
    wrong, about = {case.family for case in cases}, families_of(run.task)
    # Where a process ended, the cases after it were not run: nothing can be said of them.
    went_on = all(run.observations[case.id].outcome is not Outcome.NOT_RUN for case in called)
    observation = run.observations[smallest.id]
    telling = tell(observation, run.exercise)
    file, line = place(observation, run.task)
    return Finding(
        check="runs",
        message=f"{telling.message}, {run.exercise.call(smallest)}{_more(len(cases), len(called))}",
        hint=telling.hint or "Call the function with these shapes on your machine and read the traceback.",
        verdict=telling.verdict,
        line=line,
        file=file,
        hidden=smallest.hidden,
        evidence=Evidence(
            case=smallest.title,
            panels=() if run.task.exercise else tuple(panels.given(smallest.arguments)),
            traceback=observation.traceback,
            wrong=described(wrong, about) if went_on else (),
            right=described({case.family for case in called} - wrong, about) if went_on else (),
            hidden=hidden_families(run),
        ),
    )


def hidden_families(run: Run) -> tuple[str, ...]:
    """What the families of cases are about that a student is not shown."""
    return described({case.family for case in run.cases if case.hidden}, families_of(run.task))


def _more(count: int, total: int) -> str:
    if count == 1:
        return ""
    return ", and in every other call" if count == total else ", and in other calls, too"


CHECK = DynamicCheck(
    id="runs",
    summary="The function returns, whatever arguments it is given.",
    reason="A solution returns an answer, whatever arguments it is given.",
    needs=("loads", "signature"),
    verdict=Verdict.RUNTIME_ERROR,
    asks=("values",),
    applies=lambda run: True,
    judge=judge,
)
