'''The function returns what is asked for, mostly a numpy array of real numbers.

What: What comes back is a `numpy.ndarray` of integers or floats: not None, not
a list, not an array of objects, strings or complex numbers. A task whose answer
is something else, a number or a tuple, asks for that. Of a tuple a list with the
same parts is as good, an integer as a whole float, a number as an array without
axes, where the task does not ask for types, too.

Why: The handout says "Returns: a numpy.ndarray containing the convolved
images". A forgotten `return` gives None.

Bad::

    def convolve_grayscale_valid(images, kernel):
        """The result is never returned"""
        convolved = images * kernel.sum()

Good::

    def convolve_grayscale_valid(images, kernel):
        """The result is returned"""
        convolved = images * kernel.sum()
        return convolved
'''

from collections.abc import Iterator

from checks.dynamic.compare import compared, returned
from checks.dynamic.runs import FINE
from checks.dynamic.types_told import Another, another, how_to, types_of
from checks.model import Case, DynamicCheck, Evidence, Finding, Observation, Outcome, Run, Verdict
from checks.model.running import AnswerForm
from checks.printable import printable
from checks.written import counted

NO_RETURN = "Is a `return` missing at the end?"
NAMES = {"b": "bool", "c": "complex"}  # of what is wrong where something else is right


def applies(run: Run) -> bool:
    """Whether any call returned at all."""
    return any(run.observations[case.id].outcome in FINE for case in compared(run))


def judge(run: Run) -> Iterator[Finding]:
    """One error for the smallest case that returned something else than what is asked for."""
    wrong = [case for case in compared(run) if _type_name(run, case)]
    if not wrong:
        yield from _of_types(run)
        return
    smallest = min(wrong, key=lambda case: (case.hidden, run.exercise.size(case)))
    name = _type_name(run, smallest)
    yield Finding(
        check="return_type",
        message=f"returned {name} instead of {_wanted(run, smallest)}, {run.exercise.call(smallest)}",
        reason="" if run.task.exercise else f"The task asks for {_wanted(run, smallest)}.",
        hint=NO_RETURN if name == "NoneType" else hint_of(run.observations[smallest.id], run.form(smallest)),
        hidden=smallest.hidden,
        evidence=Evidence(case=smallest.title),
    )


def _of_types(run: Run) -> Iterator[Finding]:
    """One error for the smallest case with another type than the model solution's, where that is asked."""
    wrong = {case.id: found for case in compared(run) if (found := _another(run, case))}
    if not wrong:
        return
    cases = (case for case in compared(run) if case.id in wrong)
    smallest = min(cases, key=lambda case: (case.hidden, run.exercise.size(case)))
    yield Finding(
        check="return_type",
        message=f"returned {in_words(wrong[smallest.id])}, {run.exercise.call(smallest)}",
        reason="The task asks for results of just these types, not only for the right values.",
        hint=how_to(wrong[smallest.id].right),
        hidden=smallest.hidden,
        evidence=Evidence(case=smallest.title),
    )


def _another(run: Run, case: Case) -> Another | None:
    answer, observation = run.expected(case)[0], run.observations[case.id]
    if not answer.types or returned(observation, answer.form) is None:
        return None
    return another(types_of(observation), answer.types)


def in_words(found: Another) -> str:
    """One type instead of another."""
    of_part = f" as part {found.part} of the result" if found.part else ""
    return f"{found.came} instead of {found.right}{of_part}"


def _type_name(run: Run, case: Case) -> str:
    """The name of a type that is none of the right ones; "" for a right one."""
    observation, answer = run.observations[case.id], run.expected(case)[0]
    if observation.outcome not in FINE:
        return ""
    came = observation.outcome is Outcome.NOT_AN_ARRAY or observation.value is not None
    if came and returned(observation, answer.form) is None:
        return type_of(observation)
    names = NAMES if run.task.exercise else {"c": NAMES["c"]}  # elsewhere True is the same as 1
    kinds = [part.dtype.kind for part in returned(observation, answer.form) or ()]
    for kind, right in zip(kinds, answer.parts, strict=False):
        if kind in names and kind != right.array.dtype.kind:
            return f"ndarray of dtype {NAMES[kind]}"
    return ""


def type_of(observation: Observation) -> str:
    """What to call the type of what came back: where no dtype is wrong, an array is an `ndarray`."""
    return printable(observation.detail or observation.type)


def _wanted(run: Run, case: Case) -> str:
    answer = run.expected(case)[0]
    if answer.form == "tuple":
        return f"a tuple of {counted(len(answer.parts), 'part')}"
    numbers = {"b": "booleans", "c": "complex numbers"}.get(answer.array.dtype.kind, "real numbers")
    return "a number" if answer.form == "number" else f"an array of {numbers}"


def hint_of(observation: Observation, form: AnswerForm) -> str:
    """What to do where something of another form came back."""
    if form == "array" and observation.detail == "list":
        return "A list is no array, on which numpy works as a whole: return `np.array(...)` of it."
    return {
        "array": "Return a numpy array of floats or integers.",
        "number": "Return one number.",
        "tuple": "Return its parts with commas between them: that is a tuple.",
    }[form]


CHECK = DynamicCheck(
    id="return_type",
    summary="The function returns what is asked for, mostly a numpy array of real numbers.",
    reason="The task asks for a numpy.ndarray.",
    needs=("loads", "signature"),
    verdict=Verdict.WRONG_ANSWER,
    asks=("values",),
    applies=applies,
    judge=judge,
)
