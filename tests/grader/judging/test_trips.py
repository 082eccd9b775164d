"""What the trips of one task bring back as a whole."""

from checks.exercises.convolution.form import Form
from checks.model import Array, Source, TaskFiles
from checks.model.assignment import Assignment
from grader.judging import trips
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from grader.sandbox.listening import Trip
from tests.grader.judging.test_prepared import prepared
from tests.grading import warm, with_policy
from tests.numbered import FILE, RIGHT

VALID: Form = "valid"


class Watched(Sandbox):
    """Makes the trips in another one, and keeps what each brought."""

    def __init__(self, box: Sandbox) -> None:
        self._box, self.trips = box, list[Trip]()

    def run(self, *asked) -> Trip:
        self.trips.append(self._box.run(*asked))
        return self.trips[-1]


def test_the_cpu_time_is_that_of_calls_that_are_not_hidden(assignment: Assignment, digits: Array) -> None:
    rules = with_policy(assignment, cases={"hidden": ("one_image", "large_values")})
    box = Watched(warm(tuple(LEVELS)))
    files = TaskFiles(Source(FILE, RIGHT.encode(), "", executable=True))
    outcomes = trips.run(prepared(rules, digits, VALID), files, rules.limits, box)
    shown, hidden, *_ = box.trips
    assert outcomes.cpu_seconds == shown.cpu_seconds
    assert hidden.cpu_seconds
