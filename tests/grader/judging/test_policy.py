import msgspec
import pytest

from checks.model import Source, TaskFiles
from checks.model.assignment import Assignment, Policy, Task
from grader.judging.policy import policy_of
from grader.judging.static import StaticWorker
from tests.grading import with_policy
from tests.tasks import of

OWN = (("numpy", ()), ("itertools", ("chain",)))


def changed(assignment: Assignment, **changes: object) -> Task:
    return msgspec.structs.replace(of(assignment, "valid"), **changes)


def test_a_task_that_says_nothing_has_the_assignments_policy(assignment: Assignment) -> None:
    assert policy_of(of(assignment, "valid"), assignment) is assignment.policy


def test_a_task_may_have_imports_and_forbidden_calls_of_its_own(assignment: Assignment) -> None:
    own = changed(assignment, imports=OWN, forbidden_calls=("numpy.sum",))
    found = policy_of(own, assignment)
    assert (found.imports, found.forbidden_calls) == (dict(OWN), ("numpy.sum",))
    assert (found.checks, found.conventions) == (assignment.policy.checks, assignment.policy.conventions)


def test_what_a_task_does_not_say_is_the_assignments(assignment: Assignment) -> None:
    strict = with_policy(assignment, policy={"forbidden_calls": ("numpy.dot",)})
    found = policy_of(changed(strict, imports=OWN), strict)
    assert (found.imports, found.forbidden_calls) == (dict(OWN), ("numpy.dot",))


@pytest.mark.parametrize(("of_all", "of_task", "right"), [(None, None, None), (0.1, None, 0.1), (0.1, 0.2, 0.2)])
def test_the_nearest_that_says_how_near_is_right_counts(of_all, of_task, right, assignment: Assignment) -> None:
    assignment = with_policy(assignment, policy={"tolerance": of_all})
    assert policy_of(changed(assignment, tolerance=of_task), assignment).tolerance == right


def test_a_task_may_forbid_nothing_and_allow_nothing(assignment: Assignment) -> None:
    found = policy_of(changed(assignment, imports=(), forbidden_calls=()), assignment)
    assert found == Policy(imports={}, forbidden_calls=())


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        pytest.param({}, True, id="as the policy says"),
        pytest.param({"imports": OWN}, False, id="as the task allows"),
        pytest.param({"imports": OWN, "forbidden_calls": ("itertools.chain",)}, True, id="as the task forbids"),
    ],
)
def test_a_text_is_judged_by_what_its_task_allows(assignment: Assignment, keys: dict[str, object], wrong: bool) -> None:
    own = changed(assignment, **keys)
    text = b"import itertools\n\n\nx = itertools.chain(())\n"
    with StaticWorker() as worker:
        worker.ask(own, assignment, TaskFiles(Source(own.file, text, "", executable=True)))
        found = worker.result().judged["imports"].findings
    assert bool(found) == wrong
