"""What is said of a failure of the grader: it is never the student's fault."""

from checks.model import Finding, Verdict

NOT_YOUR_FAULT = "This is not your fault. Please tell whoever runs the grader."
STOPPED = f"The grader was stopped before it was through: there is no grade. {NOT_YOUR_FAULT}"


def failure(check: str, error: Exception) -> Finding:
    """The finding for a check that failed itself: never the student's fault."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f" ({step.tb_frame.f_code.co_filename.rpartition('/')[2]}:{step.tb_lineno})" if step else ""
    return Finding(
        check=check,
        message=f"the grader failed in this check{where}: {type(error).__name__}: {error}",
        hint=NOT_YOUR_FAULT,
        verdict=Verdict.INTERNAL_ERROR,
    )
