import pytest

from checks.allowed import allowed, budget, enough, modules, only
from checks.model.assignment import Policy, Task

NUMPY = Policy()
OTHERS = Policy(imports={"itertools": ("chain",), "math": (), "typing": ()})
NOTHING = Policy(imports={})


def task(loops: int | None = None, **keys: object) -> Task:
    return Task("1", "One", "one.py", "one", loops=loops, **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("loops", "words"),
    [
        (3, "at most 3 `for` statements"),
        (2, "at most 2 `for` statements"),
        (1, "at most 1 `for` statement"),
        (0, "no loop"),
    ],
)
def test_the_loops_are_those_of_the_task(loops: int, words: str) -> None:
    assert budget(task(loops)) == allowed(task(loops), NUMPY).words["BUDGET"] == words


@pytest.mark.parametrize(
    ("policy", "work", "nothing_else", "ready"),
    [
        (NUMPY, "numpy", "use numpy alone", "numpy's slices, sums and `np.einsum`"),
        (OTHERS, "itertools and math", "use itertools and math alone", ""),
        (NOTHING, "Python", "write it without any module", ""),
        (
            Policy(imports={"numpy": ()}, forbidden_calls=("numpy.einsum",)),
            "numpy",
            "use numpy alone",
            "numpy's slices and sums",
        ),
    ],
)
def test_the_modules_are_those_of_the_policy(policy: Policy, work: str, nothing_else: str, ready: str) -> None:
    assert (modules(policy), only(policy), enough(policy)) == (work, nothing_else, ready)


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (NUMPY, "`numpy`, `math.ceil` and `math.floor`"),
        (OTHERS, "`itertools.chain` and `math`"),
        (NOTHING, "no module"),
    ],
)
def test_names_are_listed_as_they_may_be_imported(policy: Policy, words: str) -> None:
    assert allowed(task(), policy).words["IMPORTS"] == words


def test_who_allows_is_who_says_so() -> None:
    assert allowed(task(), NUMPY).words["ALLOWER"] == "course"
    assert allowed(task(imports=()), NOTHING).words["ALLOWER"] == "task"


@pytest.mark.parametrize(("loops", "some"), [(None, True), (2, True), (0, False)])
def test_where_no_loop_is_allowed_rules_say_so(loops: int | None, some: bool) -> None:
    assert allowed(task(loops), NUMPY).loops == some
