"""The whole pipeline on one screen: every check, in order.

A check names the checks it needs; one of them not holding skips it. Static checks read the text, dynamic
checks compare what the sandbox brought back.
"""

from checks import intake, readme
from checks.dynamic import DYNAMIC_CHECKS
from checks.model import Check, SubmissionCheck
from checks.static import STATIC_CHECKS

CHECKS: tuple[Check, ...] = (*STATIC_CHECKS, *DYNAMIC_CHECKS)

SUBMISSION_CHECKS: tuple[SubmissionCheck, ...] = (intake.CHECK, readme.CHECK)
