"""The whole pipeline on one screen: every check, in order.

A check names the checks it needs; one of them not holding skips it. Static checks read the text, dynamic
checks compare what the sandbox brought back.
"""

from checks import loads, loop_trace, proof, purity, quiet, readme, repeatable, return_type, runs, shapes, values
from checks.model import Check, DynamicCheck, SubmissionCheck
from checks.static import STATIC_CHECKS

DYNAMIC_CHECKS: tuple[DynamicCheck, ...] = (
    loads.CHECK,
    runs.CHECK,
    loop_trace.CHECK,
    return_type.CHECK,
    shapes.CHECK,
    proof.CHECK,
    values.CHECK,
    repeatable.CHECK,
    purity.CHECK,
    quiet.CHECK,
)

CHECKS: tuple[Check, ...] = (*STATIC_CHECKS, *DYNAMIC_CHECKS)

SUBMISSION_CHECKS: tuple[SubmissionCheck, ...] = (readme.CHECK,)
