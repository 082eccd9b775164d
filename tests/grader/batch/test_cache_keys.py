"""What is judged anew when something of an assignment changes, and what is only folded anew."""

import hashlib
import tomllib
from collections.abc import Callable
from datetime import datetime

import msgspec
import pytest

from checks.model import Source, TaskFiles
from checks.model.arguments import Axis
from checks.model.assignment import Assignment, DataFile, Intake, Late, Limits, Task, Variant
from grader.batch.cache_keys import CacheKeys, WorkKeys
from tests.assignments import TEXT
from tests.grading import with_policy
from tests.tasks import of, only

replaced = msgspec.structs.replace
Change = Callable[[Assignment], Assignment]


def source(text: str = "x = 1\n") -> Source:
    data = text.encode()
    return Source("0-convolve_grayscale_valid.py", data, hashlib.sha256(data).hexdigest(), executable=True)


FILES = TaskFiles(source())
OTHERS = ("convolve_grayscale_same", "convolve_grayscale_padding")


def keys(assignment: Assignment, files: TaskFiles = FILES, isolation: str = "full") -> WorkKeys:
    """Those of the valid convolution, whatever is changed of it: the first that is none of the others."""
    task = next(task for task in assignment.tasks if task.function not in OTHERS)
    return CacheKeys(assignment, isolation).of_work(task, files)


def first(**changed: object) -> Change:
    """The valid convolution with other values."""

    def change(assignment: Assignment) -> Assignment:
        valid = of(assignment, "valid")
        tasks = tuple(replaced(task, **changed) if task is valid else task for task in assignment.tasks)
        return replaced(assignment, tasks=tasks)

    return change


def policy(**tables: dict[str, object]) -> Change:
    return lambda assignment: with_policy(assignment, **tables)


def whole(**changed: object) -> Change:
    return lambda assignment: replaced(assignment, **changed)


def file(name: str, data: bytes = b"another") -> Change:
    return lambda assignment: replaced(assignment, files={**assignment.files, name: data})


def data(**changed: object) -> Change:
    return lambda assignment: replaced(assignment, data={"digits": replaced(assignment.data["digits"], **changed)})


def renamed(assignment: Assignment) -> Assignment:
    (argument, *others) = of(assignment, "valid").arguments
    return first(arguments=(replaced(argument, name="pictures"), *others))(assignment)


def called_otherwise(assignment: Assignment) -> Assignment:
    (call,) = of(assignment, "valid").calls
    return first(calls=(replaced(call, title="another"),))(assignment)


def with_variant(assignment: Assignment, text: bytes) -> Assignment:
    variants = (Variant("a mistake", "variants/one.py", "It is one."),)
    return file("variants/one.py", text)(first(misconceptions=variants)(assignment))


def with_inputs(assignment: Assignment, text: bytes) -> Assignment:
    return file("inputs.py", text)(first(inputs="inputs.py")(assignment))


def shared(assignment: Assignment) -> Assignment:
    """Another task in the same file."""
    valid = of(assignment, "valid")
    return replaced(assignment, tasks=(valid, replaced(valid, id="9", function="convolve_grayscale_same")))


ASKED_OF_THE_TEXT: dict[str, Change] = {
    "id": first(id="7"),
    "file": first(file="0-another.py"),
    "function": first(function="another"),
    "arguments": renamed,
    "exercise": first(exercise=""),
    "fixed": first(fixed=(("padding", "same"),)),
    "where": first(where=("kh <= h",)),
    "axes": first(axes=(Axis("m", 0),)),
    "calls": first(calls=()),
    "a call's title": called_otherwise,
    "loops": first(loops=3),
    "inputs": lambda assignment: with_inputs(assignment, b"x = 1\n"),
    "misconceptions": lambda assignment: with_variant(assignment, b"x = 1\n"),
    "types": first(types=True),
    "order": first(order="any"),
    "tolerance of the task": first(tolerance=0.01),
    "tolerance": policy(policy={"tolerance": 0.01}),
    "imports of the task": first(imports=(("numpy", ()),)),
    "forbidden calls of the task": first(forbidden_calls=("numpy.sum",)),
    "imports": policy(policy={"imports": {"numpy": ()}}),
    "forbidden calls": policy(policy={"forbidden_calls": ()}),
    "conventions": policy(policy={"conventions": ("after",)}),
    "checks that are made": policy(policy={"checks": ("values",)}),
}
ASKED_OF_THE_RUN: dict[str, Change] = {
    "the seed": policy(cases={"seed": 5}),
    "hidden families": policy(cases={"hidden": ("mnist",)}),
    "families": policy(cases={"families": ("mnist",)}),
    **{
        f"the limit {name}": policy(limits={name: 1 if name.endswith("mb") else 1.5})
        for name in Limits.__struct_fields__
    },
    "the model solution": file("0-convolve_grayscale_valid.py"),
    "the model solution's absence": lambda assignment: replaced(assignment, files={"mnist/digits.npz": b""}),
    "the data": file("mnist/digits.npz"),
    "the data's key": data(key="labels"),
    "the data's scale": data(divide=255),
}
COUNTED: dict[str, Change] = {
    "the name": whole(name="another"),
    "a title": first(title="another"),
    "points": policy(scoring={"points": {"values": 7.0}}),
    "points of the task": first(points=(("values", 7.0),)),
    "required checks": policy(scoring={"required": ("values",)}),
    "required checks of the task": first(required=("values",)),
    "shares": policy(scoring={"rule_violation_share": 0.25, "rule_violation_loops_share": 1.0}),
    "the right shape": policy(scoring={"require_right_shape": False}),
    "lateness": whole(late=Late(datetime(2026, 3, 1), percent_per_day=10)),
    "intake": whole(intake=Intake("commit")),
    "optional": first(optional=True),
    "which tasks are named": whole(named=("0",)),
    "which tasks there are": lambda assignment: only(assignment, "valid"),
    "another task's function": lambda assignment: replaced(
        assignment,
        tasks=(of(assignment, "valid"), replaced(of(assignment, "same"), function="another")),
    ),
    "another task's model solution": file("1-convolve_grayscale_same.py"),
    "data that no call of the task is given": lambda assignment: replaced(
        assignment, data={**assignment.data, "labels": DataFile("mnist/digits.npz", "labels")}
    ),
    "the limits of a full run": lambda assignment: replaced(assignment, limits_full=assignment.limits),
    "all of the data": data(full=None),
    "the hash of the data": data(sha256=""),
}


@pytest.mark.parametrize("change", ASKED_OF_THE_TEXT.values(), ids=ASKED_OF_THE_TEXT)
def test_what_is_asked_is_in_both_keys(change: Change, assignment: Assignment) -> None:
    before, after = keys(assignment), keys(change(assignment))
    assert before.read != after.read
    assert before.ran != after.ran


@pytest.mark.parametrize("change", ASKED_OF_THE_RUN.values(), ids=ASKED_OF_THE_RUN)
def test_what_only_a_run_depends_on_is_in_its_key(change: Change, assignment: Assignment) -> None:
    before, after = keys(assignment), keys(change(assignment))
    assert before.read == after.read
    assert before.ran != after.ran


@pytest.mark.parametrize("with_file", [with_variant, with_inputs], ids=["a variant", "inputs"])
def test_the_text_of_a_file_beside_the_model_solution_is_in_the_key_of_a_run(with_file, assignment: Assignment) -> None:
    before, after = (keys(with_file(assignment, text)) for text in (b"x = 1\n", b"x = 2\n"))
    assert before.read == after.read
    assert before.ran != after.ran


def test_the_text_of_a_rule_of_the_assignments_own_is_in_both_keys(assignment: Assignment) -> None:
    ruled = policy(policy={"rules": ("a.yml",)})(assignment)
    before, after = (keys(replaced(ruled, files={**ruled.files, "a.yml": text})) for text in (b"id: a\n", b"id: b\n"))
    assert before.read != after.read
    assert before.ran != after.ran


def test_whether_other_tasks_have_the_same_file_is_in_both_keys(assignment: Assignment) -> None:
    before, after = keys(only(assignment, "valid")), keys(shared(assignment))
    assert before.read != after.read
    assert before.ran != after.ran


def test_the_model_solution_is_in_the_key_of_the_text_where_it_lends_parts(assignment: Assignment) -> None:
    plain = first(exercise="")(assignment)
    assert keys(plain).read != keys(file("0-convolve_grayscale_valid.py")(plain)).read


@pytest.mark.parametrize(
    ("of_task", "of_all"),
    [
        pytest.param({"imports": (("numpy", ()),)}, {"imports": {}}, id="imports"),
        pytest.param({"tolerance": 0.01}, {"tolerance": 0.02}, id="tolerance"),
        pytest.param({"forbidden_calls": ()}, {"forbidden_calls": ("numpy.sum",)}, id="forbidden calls"),
    ],
)
def test_what_a_task_says_itself_is_not_judged_again_for_the_policy(
    of_task: dict[str, object], of_all: dict[str, object], assignment: Assignment
) -> None:
    own = first(**of_task)(assignment)
    assert keys(own) == keys(policy(policy=of_all)(own))


@pytest.mark.parametrize("change", COUNTED.values(), ids=COUNTED)
def test_what_only_counts_is_in_neither_key_and_in_the_submissions(change: Change, assignment: Assignment) -> None:
    changed = change(assignment)
    assert changed != assignment
    assert keys(changed) == keys(assignment)
    assert CacheKeys(changed, "full").of_model(of(changed, "valid")) == CacheKeys(assignment, "full").of_model(
        of(assignment, "valid")
    )
    contents = {CacheKeys(each, "full").of_submission([], None) for each in (assignment, changed)}
    assert len(contents) == 2


def test_every_key_of_an_assignment_is_looked_at_here(assignment: Assignment) -> None:
    """A field that comes to a task later is asked or counted: this test is to say which."""
    said = {name.replace(" of the task", "") for name in (*ASKED_OF_THE_TEXT, *COUNTED)}
    named = {"title": "a title", "required": "required checks", "forbidden_calls": "forbidden calls"}
    assert [name for name in Task.__struct_fields__ if named.get(name, name) not in said] == []
    raw = tomllib.loads(TEXT)
    tables = {"name", "data", "tasks", "scoring", "policy", "cases", "limits", "limits_full", "late", "intake"}
    assert set(raw) == tables
    assert set(raw["policy"]) == {"checks", "forbidden_calls", "conventions", "imports"}
    assert set(raw["cases"]) == {"seed", "hidden", "families"}


def test_another_isolation_is_another_run_of_the_same_text(assignment: Assignment) -> None:
    before, after = keys(assignment), keys(assignment, isolation="limits")
    assert before.read == after.read
    assert before.ran != after.ran


def test_the_model_solutions_key_is_that_of_what_is_asked(assignment: Assignment) -> None:
    def model(changed: Assignment) -> str:
        return CacheKeys(changed, "full").of_model(of(changed, "valid"))

    assert all(model(change(assignment)) != model(assignment) for change in ASKED_OF_THE_RUN.values())


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("import numpy as np\n", True),
        ("import convolve_grayscale_padding\n", False),
        ("f = __import__('2-' + 'convolve')\n", False),
        ("import c\u00f6nvolve\n", False),
    ],
    ids=["no other task's module", "its name", "a name that is made", "letters that Python takes for others"],
)
def test_a_file_is_judged_anew_for_fewer_tasks_where_it_may_import_the_other(
    text: str, same: bool, assignment: Assignment
) -> None:
    files = TaskFiles(source(text))
    fewer = only(assignment, "valid", "same")
    assert (keys(fewer, files).read == keys(assignment, files).read) is same
    assert (keys(fewer, files).ran == keys(assignment, files).ran) is same


def test_an_assignment_is_hashed_once_however_many_hand_in(assignment: Assignment, monkeypatch) -> None:
    """Its data may have megabytes."""
    large = replaced(assignment, files={**assignment.files, "mnist/digits.npz": bytes(10**7)})
    made = CacheKeys(large, "full")
    made.of_work(of(large, "valid"), FILES)
    encoded: list[int] = []
    encode = msgspec.msgpack.encode
    monkeypatch.setattr(msgspec.msgpack, "encode", lambda part, **more: encoded.append(part) or encode(part, **more))
    for number in range(3):
        files = TaskFiles(source(f"x = {number}\n"))
        made.of_work(of(large, "valid"), files)
        made.of_submission([], None)
    assert sum(len(encode(part)) for part in encoded) < 10_000


def test_what_is_handed_in_is_in_the_keys(assignment: Assignment) -> None:
    assert keys(assignment, TaskFiles(source("x = 2\n"))).read != keys(assignment).read
    assert keys(assignment, TaskFiles(source("x = 2\n"))).ran != keys(assignment).ran
    unexecutable = TaskFiles(replaced(source(), executable=False))
    assert keys(assignment, unexecutable).read != keys(assignment).read
    assert keys(assignment, unexecutable).ran == keys(assignment).ran
