"""Changes to a right program that keep what it does, by what they are called."""

from tests.verify.rewritings.loops import LOOPS
from tests.verify.rewritings.trees import EXPRESSIONS, Rewrite
from tests.verify.rewritings.wholes import WHOLES

REWRITES: dict[str, Rewrite] = EXPRESSIONS | LOOPS | WHOLES
