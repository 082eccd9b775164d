"""Runs a task's Cases in the sandbox and brings back an Observation of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from checks.exercises import exercise_of, own
from checks.exercises.families import FULL, PROOF
from checks.model import Answer, Array, Case, Data, Exercise, Fact, Job, Observation, Outcome, Run, Source, Work
from checks.model.assignment import Assignment, Limits, Policy, Task
from checks.pipeline import DYNAMIC_IDS, dynamic_checks, made
from grader.judging.questions import Questions, Sheet, program_of
from grader.sandbox.client import Sandbox
from grader.sandbox.listening import Trip
from grader.sandbox.request import Program, TripLimits

MEGABYTE = 1 << 20
COMPUTING_SHARE = 0.1  # of the wall time: a file that uses less CPU than that waits for something
BUSY_FACTOR = 10
Expected = Callable[[Case], tuple[Answer, ...]]


class Inputs(Struct, frozen=True, eq=False):
    """What the Cases are made of: the assignment's arrays by name, and for a full run all that there is, in chunks."""

    data: Data
    full: Mapping[str, tuple[Array, ...]] = {}


class Outcomes(Struct, frozen=True, eq=False):
    """What the trips of one task brought back, as the checks look at it.

    `simpler` are the Cases that were asked for in the end, to shrink the first one of the proof that failed.
    """

    loaded: Observation
    observations: dict[str, Observation]
    facts: tuple[Fact, ...]
    simpler: tuple[Case, ...]
    printed: str
    printed_bytes: int
    cpu_seconds: float


def jobs_of(task: Task, assignment: Assignment, inputs: Inputs) -> tuple[Job, ...]:
    """The Jobs that the checks that are made ask for, each once."""
    exercise, policy = exercise_of(task), assignment.cases
    chosen = made(DYNAMIC_IDS, assignment.policy.checks, task)
    asked = {ask for check in dynamic_checks() if check.id in chosen for ask in check.asks}
    jobs = []
    if "values" in asked:
        cases = (*own.own_calls(task, policy, inputs.data), *exercise.values(task, policy, inputs.data))
        jobs.append(Job("values", tuple(c for c in cases if not policy.families or c.family in policy.families)))
    if "traced" in asked:
        jobs.append(Job("traced", exercise.traced(task, policy, inputs.data)))
    if "proof" in asked:
        jobs.append(Job(PROOF, exercise.proof.cases(task, policy), bounded=True))
    if "repeated" in asked:
        jobs.append(Job("repeated", exercise.repeated(task, policy, inputs.data)))
    if inputs.full:
        jobs.append(Job(FULL, own.full_calls(task, policy, inputs.data, inputs.full)))
    return tuple(jobs)


def cases_of(jobs: tuple[Job, ...]) -> tuple[Case, ...]:
    """The Cases of these Jobs."""
    return tuple(case for job in jobs for case in job.cases)


def run(task: Task, work: Work, questions: Questions, limits: Limits, box: Sandbox) -> Outcomes:
    """Make the trips for one task: one, one more for hidden cases, and one within less time for bounded jobs.

    Of the text that a process prints which is given hidden cases none is kept.

    Raises:
        SandboxError: the sandbox failed.
    """
    program, exercise = _program(task, work), exercise_of(task)
    trip = _trip(program, questions, questions.shown, limits, box)
    observations = _by_case(questions.shown.cases, trip.observations)
    cpu_seconds = trip.cpu_seconds
    if questions.hidden.cases:
        secret_trip = _trip(program, questions, questions.hidden, limits, box)
        observations |= _by_case(questions.hidden.cases, secret_trip.observations)
        cpu_seconds += secret_trip.cpu_seconds
    proof: tuple[Fact, ...] = ()
    simpler = Sheet(task, ())
    if all(found.outcome is not Outcome.TIME_LIMIT for found in observations.values()):  # it would not end there either
        observations |= _observations_in_time(program, questions.bounded, limits, box)
        proof = tuple(_facts(exercise, questions, observations))
        unblurred = Sheet(task, exercise.proof.unsettled(proof))
        observations |= _observations_in_time(program, unblurred, limits, box)
        proof = tuple(exercise.proof.settled(task, questions.policy, proof, observations))
        simpler = Sheet(task, exercise.proof.simpler(proof))
        observations |= _observations_in_time(program, simpler, limits, box)
    return Outcomes(
        trip.loaded,
        observations,
        proof,
        simpler.cases,
        trip.output.decode("utf-8", "replace"),
        trip.output_bytes,
        cpu_seconds,
    )


def judged(
    task: Task,
    policy: Policy,
    cases: tuple[Case, ...],
    outcomes: Outcomes,
    expected: Expected,
    landmarks: Mapping[str, int],
) -> Run:
    """What the dynamic checks look at."""
    return Run(
        task=task,
        policy=policy,
        exercise=exercise_of(task),
        cases=cases + outcomes.simpler,
        loaded=outcomes.loaded,
        observations=outcomes.observations,
        expected=expected,
        facts=outcomes.facts,
        landmarks=landmarks,
        printed=outcomes.printed,
        printed_bytes=outcomes.printed_bytes,
    )


def _trip(program: Program, questions: Questions, sheet: Sheet, limits: Limits, box: Sandbox) -> Trip:
    """One trip within the limits, which a slow or a busy machine widens.

    Where the CPU limit's floor is not enough the reference is the clock: the same cases give it its multiple. Where
    the wall clock ended a file that was computing, the machine is busy, and CPU time alone is to decide. What is
    killed once may have been killed by a machine out of memory; what is killed twice did it itself.
    """
    given = _limits(limits, limits.cpu_seconds)
    trip = box.run(program, sheet.layout, given)
    if _ended_by(trip, Outcome.CRASHED, "SIGKILL"):
        trip = box.run(program, sheet.layout, given)
    if _ended_by(trip, Outcome.TIME_LIMIT, "cpu") and questions.model:
        clock = box.run(questions.model, sheet.layout, given)
        allowed = limits.cpu_factor * clock.cpu_seconds
        if allowed > limits.cpu_seconds:
            given = _limits(limits, allowed)
            trip = box.run(program, sheet.layout, given)
    if _ended_by(trip, Outcome.TIME_LIMIT, "wall") and trip.cpu_seconds > given.wall_seconds * COMPUTING_SHARE:
        trip = box.run(program, sheet.layout, given._replace(wall_seconds=given.wall_seconds * BUSY_FACTOR))
    return trip


def _observations_in_time(program: Program, sheet: Sheet, limits: Limits, box: Sandbox) -> dict[str, Observation]:
    """What the calls did that were reached in the time of a proof; the others were not run.

    The call under way when the time is up is made once more, alone: it may never end, or only have been the last.
    """
    if not sheet.cases:
        return {}
    given = _limits(limits, limits.proof_cpu_seconds)
    trip = box.run(program, sheet.layout, given)
    if _ended_by(trip, Outcome.CRASHED, "SIGKILL"):
        trip = box.run(program, sheet.layout, given)
    observations = list(trip.observations)
    for index, observation in enumerate(observations):
        if observation.outcome is Outcome.TIME_LIMIT:
            observations[index] = box.run(program, sheet.layout.calls[index : index + 1], given).observations[0]
    return _by_case(sheet.cases, observations)


def _facts(exercise: Exercise, questions: Questions, observations: Mapping[str, Observation]) -> Iterator[Fact]:
    """What is known of the calls of the proof that were reached."""
    for case in questions.bounded.cases:
        observation = observations[case.id]
        if case.family == PROOF and observation.outcome is not Outcome.NOT_RUN:
            yield exercise.proof.fact(case, observation, questions.right(case))


def _by_case(cases: tuple[Case, ...], observations: Sequence[Observation]) -> dict[str, Observation]:
    return {case.id: observation for case, observation in zip(cases, observations, strict=True)}


def _program(task: Task, work: Work) -> Program:
    assert isinstance(work.file, Source)
    return program_of(task, {file.name: file.data for file in (work.file, *work.others)})


def _limits(limits: Limits, cpu_seconds: float) -> TripLimits:
    return TripLimits(
        cpu_seconds=cpu_seconds,
        wall_seconds=cpu_seconds * limits.wall_factor,
        memory_bytes=limits.memory_mb * MEGABYTE,
        output_bytes=limits.output_mb * MEGABYTE,
    )


def _ended_by(trip: Trip, outcome: Outcome, detail: str) -> bool:
    return any((found.outcome, found.detail) == (outcome, detail) for found in (trip.loaded, *trip.observations))
