"""Changes to a right program that keep what it does, by what they are called."""

from grader.verify.rewritings.loops import LOOPS
from grader.verify.rewritings.trees import EXPRESSIONS, Rewrite
from grader.verify.rewritings.wholes import WHOLES

REWRITES: dict[str, Rewrite] = EXPRESSIONS | LOOPS | WHOLES
