"""For which shapes a solution fails, and what the domain itself tells."""

from checks.exercises.causes import domain as of_any
from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Calls
from checks.exercises.convolution.diagnosis.conditions import VALUES
from checks.exercises.convolution.diagnosis.forms import FORMS

EVERY = "every shape"


def domain(calls: Calls, asked: int) -> str:
    """For which calls the answer is wrong, in a clause; `asked` is how many calls there are in all.

    Conditions on values are looked at only where it is they that matter: of calls of one shape some are right and some
    are not.
    """
    right = [call.right for call in calls.all]
    shapes = [(call.images.shape, call.kernel.shape, call.padding, call.stride) for call in calls.all]
    by_values = of_any.mixed(zip(shapes, right, strict=True))
    conditions = [each for each in FORMS[calls.form].conditions if by_values or each not in VALUES]
    return of_any.domain(conditions, calls.all, right, asked, EVERY)


def counted(calls: Calls) -> str:
    """Whether most calls fail or some, in a clause."""
    return of_any.counted([call.right for call in calls.all])


def name_of_domain(calls: Calls) -> Named | None:
    """What the domain itself tells: no call fails outside of it, and most do inside."""
    shares = []
    for name, holds, least in FORMS[calls.form].names:
        inside = sum(map(holds, calls.all))
        if all(map(holds, calls.wrong)) and len(calls.wrong) >= least * inside:
            shares.append((len(calls.wrong) / inside, name))
    if not shares:
        return None
    conditional = all(call.exception in ("UnboundLocalError", "NameError") for call in calls.wrong)
    return Named(max(shares)[1], *(("There a name gets no value.", "comparison condition") if conditional else ()))
