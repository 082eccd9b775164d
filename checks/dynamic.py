"""The dynamic checks, in order: what is asked of what the sandbox brought back.

They stand apart from the static ones so that what was run need not be run again because one of those has changed.
"""

from checks import loads, loop_trace, proof, purity, quiet, repeatable, return_type, runs, shapes, values
from checks.model import DynamicCheck

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
