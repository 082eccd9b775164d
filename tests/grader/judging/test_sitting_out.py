"""Programs that know the proof's calls: those that are right lose nothing by being slow, the others gain nothing."""

import functools
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import msgspec
import numpy as np
import pytest

from checks.dynamic import proof
from checks.exercises.families import PROOF
from checks.exercises.sampling import ENOUGH, FEW
from checks.model import Case, Finding, Judged, Read, Run, Severity, Source, TaskFiles, Value, Verdict
from checks.model.assignment import Assignment, Task
from checks.pipeline import CHECK_IDS, STATIC_IDS
from grader import assignment as assignments
from grader.assignment.data import arrays
from grader.folders import cache_folder
from grader.judging import dynamic, grading, trips
from grader.judging.prepared import Inputs, Prepared, prepare
from grader.sandbox.client import Sandbox
from reference import FOLDER
from tests.checks.exercises.modelled.programs import HEAD, MATRIX, body, written
from tests.forks import Forks
from tests.grading import with_policy

HURRIED = {"cpu_seconds": 0.9, "proof_cpu_seconds": 0.08, "wall_factor": 80.0}
LOADED = {"cpu_seconds": 1.9}  # for a file that takes longer than the whole second that the kernel makes of the proof's
pytestmark = pytest.mark.slow("sits out proofs")
KINDS = ("0", "5", "6")

WRAPPER = """
import time

right = {function}
TABLE = {table}


def shape_of(value):
    return value.shape[1:] if isinstance(value, np.ndarray) and value.ndim > 2 else getattr(value, "shape", value)


def burn(seconds):
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


{loading}


def {function}(*args, **kwargs):
    images = args[0]
    of_proof = images.ndim > 2 and len(images) in (images[0].size, images[0, :, :, :1].size if images.ndim > 3 else 0)
    known = repr([shape_of(value) for value in args]) in TABLE
    result = right(*args, **kwargs)
    {body}
    return result
"""
WRONG = {  # of the proof's calls, what it does; of all that are in no table, what else
    "burns": "if of_proof: burn(0.016)\n    elif not known: result = result * 0",
    "sleeps": "if of_proof: time.sleep(0.4)\n    elif not known: result = result * 0",
    "answers at once": "if not (of_proof or known): result = result * 0",
    "raises": "if of_proof: burn(0.016)\n    elif not known: raise ValueError",
    "gives another shape": "if of_proof: burn(0.016)\n    elif not known: result = result[:, :0]",
}


@pytest.fixture(scope="module")
def python() -> Iterator[Forks]:
    """Runs a snippet as a student would."""
    with Forks("numpy") as made:
        yield made


def whole() -> Assignment:
    return with_policy(assignments.load(FOLDER, CHECK_IDS), limits=HURRIED)


@functools.cache
def asked(id: str, encoded: bytes, box: Sandbox) -> Prepared:
    assignment = msgspec.structs.replace(
        msgspec.json.decode(encoded, type=Assignment), files=assignments.load(FOLDER, CHECK_IDS).files
    )
    task = next(task for task in assignment.tasks if task.id == id)
    return prepare(task, assignment, Inputs(arrays(assignment)), assignment.limits, cache_folder(), box)


def prepared_of(id: str, assignment: Assignment, box: Sandbox) -> Prepared:
    return asked(id, msgspec.json.encode(msgspec.structs.replace(assignment, files={})), box)


def ran(prepared: Prepared, program: str, assignment: Assignment, box: Sandbox) -> Run:
    """What the checks look at of a program."""
    files = TaskFiles(Source(prepared.task.file, program.encode(), "", executable=True))
    return dynamic.run_of(prepared, trips.run(prepared, files, assignment.limits, box), {})


def finding(run: Run) -> Finding:
    (found,) = proof.judge(run)
    return found


def wrapped(prepared: Prepared, body: str, *, loading: str = "") -> str:
    """The model solution with something else done in its calls."""
    task = prepared.task
    return (FOLDER / task.file).read_text() + WRAPPER.format(
        function=task.function, table={*known(prepared)}, body=body, loading=loading
    )


def known(prepared: Prepared) -> Iterator[str]:
    """The shapes of every call that everybody is asked and whose images have more than one pixel that is not 0."""
    for case in prepared.cases:
        images = case.arguments["images"]
        if case.family != PROOF or len(images) <= 3:
            yield repr([_shape_of(value) for value in _by_place(prepared.task, case)])


def _by_place(task: Task, case: Case) -> Iterator[Value]:
    optional = {argument.name for argument in task.arguments if argument.optional}
    return (value for name, value in case.arguments.items() if name not in optional)


def _shape_of(value: Value) -> Value:
    if not isinstance(value, np.ndarray):
        return value
    return value.shape[1:] if value.ndim > 2 else value.shape


@pytest.mark.parametrize("id", KINDS)
def test_a_right_function_is_proved_to_the_end_and_asked_a_few_more(id: str, box: Sandbox) -> None:
    assignment = with_policy(whole(), limits={"proof_cpu_seconds": 10.0})
    prepared = prepared_of(id, assignment, box)
    run = ran(prepared, (FOLDER / prepared.task.file).read_text(), assignment, box)
    assert finding(run).message.startswith("verified on ")
    assert sum(fact.sampled for fact in run.facts) == FEW
    assert len(run.facts) == len(prepared.bounded.cases) + FEW


@pytest.mark.parametrize("id", KINDS)
def test_a_right_function_that_is_slow_loses_nothing(id: str, box: Sandbox) -> None:
    assignment = whole()
    prepared = prepared_of(id, assignment, box)
    run = ran(prepared, wrapped(prepared, "burn(0.005)"), assignment, box)
    found = finding(run)
    assert found.severity is Severity.NOTE, found.message
    assert found.message.startswith("right up to ")
    assert found.message.endswith(f"the time for more was up, and a sample of {ENOUGH} of all shapes is right")
    assert sum(fact.sampled for fact in run.facts) == ENOUGH


def test_nor_where_it_takes_as_long_as_the_values_let_it(box: Sandbox) -> None:
    assignment = whole()
    prepared = prepared_of("0", assignment, box)
    found = finding(ran(prepared, wrapped(prepared, "burn(0.01)"), assignment, box))
    assert found.severity is Severity.NOTE, found.message


def test_nor_where_little_else_is_asked(box: Sandbox) -> None:
    """A sample of more calls than there are of values has more time than these."""
    assignment = with_policy(whole(), limits={"cpu_seconds": 0.4}, cases={"families": ("single_tap",)})
    prepared = prepared_of("0", assignment, box)
    found = finding(ran(prepared, wrapped(prepared, "burn(0.012)"), assignment, box))
    assert found.severity is Severity.NOTE, found.message


@pytest.mark.parametrize("way", ["burn(1.2)", "time.sleep(1.2)"])
def test_nor_where_it_takes_long_to_load(way: str, box: Sandbox) -> None:
    assignment = with_policy(whole(), limits=LOADED)
    prepared = prepared_of("0", assignment, box)
    found = finding(ran(prepared, wrapped(prepared, "pass", loading=way), assignment, box))
    assert found.severity is Severity.NOTE, found.message


def test_nor_where_its_first_call_takes_long(box: Sandbox) -> None:
    assignment = with_policy(whole(), limits=LOADED)
    prepared = prepared_of("0", assignment, box)
    first = "if 'first' in TABLE: burn(1.2); TABLE.discard('first')"
    found = finding(ran(prepared, wrapped(prepared, first, loading="TABLE.add('first')"), assignment, box))
    assert found.severity is Severity.NOTE, found.message


def test_a_wall_that_a_busy_machine_makes_of_the_time_ends_no_proof(box: Sandbox) -> None:
    """What computes all the while is given more of it."""
    assignment = whole()
    prepared = prepared_of("0", assignment, box)
    hurried = with_policy(assignment, limits={"cpu_seconds": 8.0, "proof_cpu_seconds": 3.0, "wall_factor": 0.4})
    program = wrapped(prepared, "burn(0.004)")
    run = ran(prepared, program, hurried, box)
    assert finding(run).message.startswith("verified on ")


@pytest.mark.parametrize(
    ("id", "way"), [*product("0", WRONG), ("6", "burns"), *product(KINDS[1:], ("answers at once",))]
)
def test_a_program_that_knows_the_calls_is_found_out(
    id: str, way: str, box: Sandbox, python: Forks, tmp_path: Path
) -> None:
    assignment = with_policy(whole(), limits={"proof_cpu_seconds": 10.0} if way == "answers at once" else {})
    prepared = prepared_of(id, assignment, box)
    program = wrapped(prepared, WRONG[way])
    run = ran(prepared, program, assignment, box)
    found = finding(run)
    assert found.severity is Severity.ERROR, found.message
    assert all(fact.right for fact in run.facts if not fact.sampled)
    assert 0 < proof.credit(run, ()) == sum(fact.right for fact in run.facts) / len(run.facts) < 1
    model, snippet = (FOLDER / prepared.task.file).read_text(), found.evidence.snippet
    assert fails(python, snippet, prepared.task.file, program, tmp_path / "wrong")
    assert not fails(python, snippet, prepared.task.file, model, tmp_path / "right")


def test_and_is_a_wrong_answer(box: Sandbox) -> None:
    assignment = whole()
    prepared = prepared_of("0", assignment, box)
    files = TaskFiles(Source(prepared.task.file, wrapped(prepared, WRONG["burns"]).encode(), "", executable=True))
    outcomes = trips.run(prepared, files, assignment.limits, box)
    read = Read({check: Judged(()) for check in STATIC_IDS})
    ran = dynamic.judged(prepared, (outcomes, "full"), read)
    graded = grading.grade_task(prepared.task, assignment, files, read, ran)
    assert graded.verdict is Verdict.WRONG_ANSWER


def fails(python: Forks, snippet: str, file: str, program: str, folder: Path) -> bool:
    """Whether the program that shows the call fails beside a file."""
    folder.mkdir()
    (folder / file).write_text(program)
    ended = python.run(snippet, folder)
    assert ended.code == 0 or "AssertionError" in ended.stderr or "ValueError" in ended.stderr, ended.stderr
    return ended.code != 0


def test_where_it_burns_the_time_of_the_sample_too_the_time_is_up(box: Sandbox) -> None:
    assignment = with_policy(whole(), limits={"cpu_seconds": 0.5, "cpu_factor": 1.0})
    prepared = prepared_of("0", assignment, box)
    found = finding(ran(prepared, wrapped(prepared, "known or burn(0.05)"), assignment, box))
    assert found.severity is Severity.ERROR
    assert found.verdict is Verdict.TIME_LIMIT
    assert found.message.startswith("the process ended in a call of the sample; the smallest: for images ")


def test_one_that_takes_the_proofs_time_to_load_is_asked_the_sample(box: Sandbox) -> None:
    assignment = with_policy(whole(), limits=LOADED)
    prepared = prepared_of("0", assignment, box)
    wrong = wrapped(prepared, "if not known: result = result * 0", loading="burn(1.2)")
    run = ran(prepared, wrong, assignment, box)
    assert finding(run).severity is Severity.ERROR
    assert sum(fact.sampled for fact in run.facts) == ENOUGH


def test_the_same_file_is_asked_the_same_sample_and_another_one_another(box: Sandbox) -> None:
    assignment = whole()
    prepared = prepared_of("0", assignment, box)

    def sample(program: str, *others: str) -> list[str]:
        beside = tuple(Source(f"{number}.py", text.encode(), "", executable=True) for number, text in enumerate(others))
        files = TaskFiles(Source(prepared.task.file, program.encode(), "", executable=True), beside)
        return [case.id for case in islice(prepared.sample(files), ENOUGH)]

    assert sample("x = 1\n") == sample("x = 1\n")
    assert len({*map(tuple, [sample("x = 1\n"), sample("x = 2\n"), sample("x = 1\n", "y = 1\n")])}) == 3


def test_no_sample_is_asked_where_no_proof_is(box: Sandbox) -> None:
    assignment = with_policy(whole(), policy={"checks": ("values",)})
    prepared = prepared_of("0", assignment, box)
    run = ran(prepared, (FOLDER / prepared.task.file).read_text(), assignment, box)
    assert run.facts == ()
    assert not any(case.startswith(PROOF) for case in run.observations)


def test_the_same_mistake_earns_the_same_where_the_proof_comes_to_its_end(box: Sandbox) -> None:
    assignment = with_policy(whole(), limits={"proof_cpu_seconds": 10.0})
    prepared = prepared_of("0", assignment, box)
    wrong = "if args[1].shape[0] == 2: result = result * 2"
    runs = [ran(prepared, wrapped(prepared, wrong) + f"# {number}\n", assignment, box) for number in range(2)]
    assert len({proof.credit(run, ()) for run in runs}) == 1
    assert len({finding(run).message for run in runs}) == 1


MODEL = body("x", "return x.cumsum(axis=0)")
SLOW = body(
    "x",
    "import time",
    "end = time.process_time() + {seconds}",
    "while time.process_time() < end:",
    "    pass",
    "return x.cumsum(axis={axis})",
)


def of_any(folder: Path, program: str, box: Sandbox) -> Run:
    assignment = with_policy(written(folder, MATRIX, MODEL), limits=HURRIED)
    (task,) = assignment.tasks
    prepared = prepare(task, assignment, Inputs({}), assignment.limits, folder / "kept", box)
    return ran(prepared, HEAD + program, assignment, box)


def test_small_calls_that_are_not_reached_are_a_sample_of_any_function(tmp_path: Path, box: Sandbox) -> None:
    run = of_any(tmp_path, SLOW.format(seconds="0.006", axis="0"), box)
    found = finding(run)
    assert found.severity is Severity.NOTE, found.message
    assert found.message.endswith(
        f" small calls: the time for more was up, and a sample of {ENOUGH} of the others is right"
    )
    ids = [fact.case.id for fact in run.facts]
    assert len(ids) == len({*ids})


def test_and_one_that_is_wrong_there_is_found_out(tmp_path: Path, box: Sandbox) -> None:
    run = of_any(
        tmp_path, SLOW.format(seconds="0.006 * (x.size < 30)", axis="0 if max(x.shape) < 3 or x.size > 24 else 1"), box
    )
    found = finding(run)
    assert found.severity is Severity.ERROR, found.message
    assert found.message.startswith("fails for ")
    assert any(fact.sampled and not fact.right for fact in run.facts)
