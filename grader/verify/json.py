"""What was found, as JSON, in the schema that docs/reference/json.md documents (version 1)."""

import math

import msgspec
from msgspec import Struct

from grader.verify.adding import additions
from grader.verify.description import Described
from grader.verify.fates import ALIKE, HOLE, KILLED, LISTED, Fate, Row
from grader.verify.holes import Hole
from grader.verify.result import Result
from grader.verify.submitted import ModelGrade, Sample

VERSION = 1


class JsonDescription(Struct, frozen=True):
    """The calls of a task by family, and the CPU seconds that they take the model solution, null without one; `share`
    is the largest share of a limit that it takes. `same` says which one value all right answers consist of, "" where
    they do not."""

    task: str
    title: str
    calls: int
    families: dict[str, int]
    hidden: tuple[str, ...]
    cpu_seconds: float | None
    share: float
    slow: bool
    same: str


class JsonMutant(Struct, frozen=True):
    """A mutant that was judged: `became` is killed, hole, listed, alike or failed."""

    kind: str
    change: str
    line: int
    text: str
    difference: tuple[str, ...]
    became: str
    killers: tuple[str, ...]
    missed_by_own_call: bool | None
    hole: Hole | None


class JsonRewrite(Struct, frozen=True):
    """A rewrite that was judged: `became` is right, alarm or otherwise."""

    change: str
    became: str
    verdict: str
    failed: tuple[str, ...]


class JsonProgram(Struct, frozen=True):
    """A right program that was changed; `tolerance` is the widest with which every killed mutant still is, null where
    any is wide enough."""

    name: str
    task: str
    mutants: int
    judged: int
    killed: int
    holes: int
    listed: int
    alike: int
    further_calls: int
    rewrites: int
    alarms: int
    tolerance: float | None
    troubles: tuple[str, ...]
    of_mutants: tuple[JsonMutant, ...]
    of_rewrites: tuple[JsonRewrite, ...]


class JsonAddition(Struct, frozen=True):
    """Lines for the assignment.toml, and where they belong."""

    place: str
    lines: tuple[str, ...]


class JsonDocument(Struct, frozen=True):
    """The whole."""

    version: int
    assignment: str
    isolation: str
    seconds: float
    strong: bool
    complete: bool
    against: tuple[str, ...]
    mutants: int
    mutants_judged: int
    tolerance: float | None
    description: tuple[JsonDescription, ...]
    models: tuple[ModelGrade, ...]
    samples: tuple[Sample, ...]
    programs: tuple[JsonProgram, ...]
    unlisted: tuple[str, ...]
    variants: tuple[str, ...]
    marks: tuple[str, ...]
    to_add: tuple[JsonAddition, ...]


def encoded(result: Result) -> str:
    """The document."""
    document = JsonDocument(
        version=VERSION,
        assignment=result.assignment,
        isolation=result.isolation,
        seconds=result.seconds,
        strong=result.strong,
        complete=result.complete,
        against=tuple(result.against()),
        mutants=result.mutants,
        mutants_judged=result.mutants_judged,
        tolerance=_finite(result.told_up_to()),
        description=tuple(map(_description, result.described)),
        models=result.models,
        samples=result.samples,
        programs=tuple(map(_program, result.rows)),
        unlisted=result.unlisted,
        variants=result.variants,
        marks=result.marks,
        to_add=tuple(JsonAddition(each.place, each.lines) for each in additions(result)),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _description(task: Described) -> JsonDescription:
    return JsonDescription(
        task.task,
        task.title,
        task.calls,
        task.families,
        task.hidden,
        task.cpu_seconds,
        task.share,
        task.slow,
        task.same,
    )


def _program(row: Row) -> JsonProgram:
    return JsonProgram(
        name=row.name,
        task=row.task,
        mutants=row.mutants,
        judged=len(row.fates),
        killed=row.count(KILLED),
        holes=row.count(HOLE),
        listed=row.count(LISTED),
        alike=row.count(ALIKE),
        further_calls=row.wider,
        rewrites=row.rewrites,
        alarms=row.alarms,
        tolerance=_finite(row.told_up_to()),
        troubles=tuple(row.troubles()),
        of_mutants=tuple(map(_mutant, row.fates)),
        of_rewrites=tuple(
            JsonRewrite(
                each.rewritten.change,
                "alarm" if each.alarm else "otherwise" if each.otherwise else "right",
                each.judged.verdict,
                each.judged.failed,
            )
            for each in row.rewritten
        ),
    )


def _mutant(fate: Fate) -> JsonMutant:
    return JsonMutant(
        fate.mutant.kind,
        fate.mutant.change,
        fate.mutant.line,
        fate.mutant.text,
        fate.lines,
        fate.became,
        fate.killers,
        fate.judged.right_by_handout if fate.became == KILLED else None,
        fate.hole,
    )
