"""Runs a task's Cases in the sandbox and turns what comes back into Observations."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from checks import oracle
from checks.cases import full_job
from checks.model import (
    Array,
    Assignment,
    Candidate,
    Case,
    Job,
    Limits,
    Observation,
    Outcome,
    Policy,
    Run,
    Source,
    Submission,
    Task,
    TracebackLine,
)
from checks.pipeline import DYNAMIC_CHECKS
from grader.sandbox import request, watch
from grader.sandbox.client import Sandbox
from grader.sandbox.frame import Outcome as Ending
from grader.sandbox.request import Call, Program
from grader.sandbox.watch import Reply
from reference import model_solution

LARGEST_ITEM = 16  # bytes; a right answer of any real dtype has no larger items
MEGABYTE = 1 << 20
Expected = Callable[[Case], tuple[Candidate, ...]]


class Inputs(Struct, frozen=True, eq=False):
    """What the Cases are made of: `digits` (m, 28, 28), and for a full run all images, in chunks."""

    digits: Array
    full: tuple[Array, ...] = ()


class Trip(Struct, frozen=True, eq=False):
    """What the trip for one task brought back."""

    loaded: Observation
    observations: dict[str, Observation]
    printed: str
    printed_bytes: int
    cpu_seconds: float


def cases_of(task: Task, assignment: Assignment, inputs: Inputs) -> tuple[Case, ...]:
    """The Cases that the checks ask for, each once."""
    jobs: dict[str, Job] = {}
    for check in DYNAMIC_CHECKS:
        for job in check.jobs(task, assignment.cases, inputs.digits):
            jobs.setdefault(job.id, job)
    cases = [case for job in jobs.values() for case in job.cases]
    if inputs.full:
        cases += full_job(task, assignment.cases, inputs.full).cases
    return tuple(cases)


def run(
    task: Task,
    submission: Submission,
    assignment: Assignment,
    cases: tuple[Case, ...],
    limits: Limits,
    box: Sandbox,
) -> Trip:
    """Make the trip for one task. A file that needs more than the CPU limit's floor is measured by the reference.

    Raises:
        SandboxError: the sandbox failed.
    """
    calls = tuple(_call(task, case) for case in cases)
    program = _program(task, submission, assignment)
    trip = box.run(program, calls, _limits(limits, limits.cpu_seconds))
    if _out_of_cpu(trip):
        reference = Program(*model_solution(task.convolution))
        clock = box.run(reference, calls, _limits(limits, limits.cpu_seconds))
        allowed = limits.cpu_factor * clock.cpu_seconds
        if allowed > limits.cpu_seconds:
            trip = box.run(program, calls, _limits(limits, allowed))
    return Trip(
        _observation(trip.loaded),
        {case.id: _observation(reply) for case, reply in zip(cases, trip.replies, strict=True)},
        trip.output.decode("utf-8", "replace"),
        trip.output_bytes,
        trip.cpu_seconds,
    )


def judged(task: Task, policy: Policy, cases: tuple[Case, ...], trip: Trip, expected: Expected) -> Run:
    """What the dynamic checks look at."""
    return Run(
        task=task,
        policy=policy,
        cases=cases,
        loaded=trip.loaded,
        observations=trip.observations,
        expected=expected,
        printed=trip.printed,
        printed_bytes=trip.printed_bytes,
    )


def _program(task: Task, submission: Submission, assignment: Assignment) -> Program:
    names = {other.file for other in assignment.tasks}
    files = {
        name.removesuffix(".py"): (name, file.data)
        for name, file in submission.files.items()
        if name in names and isinstance(file, Source)
    }
    return Program(files, task.file.removesuffix(".py"), task.function)


def _call(task: Task, case: Case) -> Call:
    arguments: tuple[Array | tuple[int, ...], ...] = (case.images, case.kernel)
    if case.padding is not None:
        arguments += (case.padding,)
    return Call(arguments, case.fill, int(np.prod(oracle.shape(task, case))) * LARGEST_ITEM)


def _limits(limits: Limits, cpu_seconds: float) -> request.Limits:
    return request.Limits(
        cpu_seconds=cpu_seconds,
        wall_seconds=cpu_seconds * limits.wall_factor,
        memory_bytes=limits.memory_mb * MEGABYTE,
        output_bytes=limits.output_mb * MEGABYTE,
    )


def _out_of_cpu(trip: watch.Trip) -> bool:
    return any(reply.outcome is Ending.TIME_LIMIT and reply.detail == "cpu" for reply in (trip.loaded, *trip.replies))


def _observation(reply: Reply) -> Observation:
    return Observation(
        outcome=Outcome(reply.outcome),
        array=reply.array,
        shape=reply.shape,
        dtype=reply.dtype,
        detail=reply.detail,
        traceback=tuple(TracebackLine(*line) for line in reply.traceback),
        inputs_changed=reply.inputs_changed,
    )
