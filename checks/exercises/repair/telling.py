"""What is said of the parts that are wrong, in the finding that tells the failure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from checks.allowed import listed
from checks.dynamic.misspelt import REASON as MISSPELT
from checks.dynamic.rows import BESIDE
from checks.exercises import misconception_of
from checks.exercises.causes.told import CRASHES
from checks.exercises.repair.words import told_of
from checks.exercises.variants import TELLING, fails
from checks.model import Finding, Judged, Misconception, Part, WrongPart
from checks.model.assignment import TaskName
from checks.model.repair import LINE

NUMBERS = {1: "One thing is", 2: "Two things are", 3: "Three things are"}
SHOWN = ("With a right one in its place every call is right.", "With right ones in their place every call is right.")
HELPS = "This helps most: with a right one in its place most of the calls that fail are right. More is wrong."


MOST_TOLD = 4  # parts of different kinds: with more of them replaced, little of the text is left


def is_open(judged: Mapping[str, Judged]) -> bool:
    """Whether a check failed and no finding names a cause that explains it, or a name that is misspelt."""
    wrong = list(_wrong(judged))
    return bool(wrong) and not any(_is_named(finding) or finding.reason == MISSPELT for finding in wrong)


def with_parts(
    judged: Mapping[str, Judged],
    parts: Sequence[Part],
    hints: Literal["right", "part"],
    task: TaskName,
    share: tuple[int, int] = (0, 0),
) -> dict[str, Judged]:
    """What the checks said, with these parts told in the first finding that tells the failure.

    `share` is how many of the calls that fail are right with them, of how many, where that is not all.
    """
    said = dict(judged)
    check = next((check for check in TELLING if any(map(fails, said.get(check, Judged(None)).findings or ()))), None)
    wrong = told(parts, hints)
    if check is None or not 0 < len(wrong) <= MOST_TOLD:
        return said
    findings = list(said[check].findings or ())
    place = next(place for place, finding in enumerate(findings) if fails(finding))
    named = next((part for part in parts if misconception_of(task, part.cause)), None)
    if named:  # its name stands in front, with its line
        wrong = tuple(sorted(wrong, key=lambda part: _kind(part) != _kind(named)))
    findings[place] = _told(findings[place], wrong, misconception_of(task, named.cause) if named else None, share)
    said[check] = msgspec.structs.replace(said[check], findings=tuple(findings))
    return said


def told(parts: Sequence[Part], hints: Literal["right", "part"]) -> tuple[WrongPart, ...]:
    """The parts as they are told: rows and columns of one in one, where both are wrong; each line by itself."""
    by_kind: dict[str, list[Part]] = {}
    for part in parts:
        kind = f"{part.line} {part.name}" if part.id == LINE else _kind(part)
        by_kind.setdefault(kind, []).append(part)
    every = [_as_told(alike, hints) for alike in by_kind.values() if not all(map(_is_as_right, alike))]
    every = every or [_as_told(alike, hints) for alike in by_kind.values()]
    return tuple(each for number, each in enumerate(every) if not any(_says(each, one) for one in every[:number]))


def _kind(part: Part | WrongPart) -> str:
    """What it is, whatever its axis."""
    return part.id.partition(" ")[0]


def _is_as_right(part: Part) -> bool:
    """Whether it is written as it should be, with a name in it that another part gives a wrong value."""
    return "".join(part.written.split()) == "".join(part.right.split())


def _says(part: WrongPart, before: WrongPart) -> bool:
    """Whether one said it already: the same is written for the loops as for the size of the result."""
    return part.id != LINE and (part.written, part.right) == (before.written, before.right) and bool(part.written)


def _as_told(parts: list[Part], hints: Literal["right", "part"]) -> WrongPart:
    first, several = parts[0], len(parts) > 1
    return WrongPart(
        id=first.id.partition(" ")[0] if several else first.id,
        name=first.name.replace("the rows of", "the rows and columns of") if several else first.name,
        line=min(part.line for part in parts),
        written=_listed(part.written for part in parts),
        right=_listed(part.right for part in parts) if hints == "right" else "",
    )


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def _told(
    finding: Finding, parts: tuple[WrongPart, ...], cause: Misconception | None, share: tuple[int, int]
) -> Finding:
    count = f"{NUMBERS.get(len(parts), f'{len(parts)} things are')} wrong"
    explained = f" {cause.explanation}" if cause else ""
    whole = f"{count}: {listed([part.name for part in parts])}.{explained} {SHOWN[len(parts) > 1]}"
    return msgspec.structs.replace(
        finding,
        parts=parts,
        reason=whole if share[0] == share[1] else HELPS,
        hint=" ".join((*((BESIDE,) if finding.hint.startswith(BESIDE) else ()), *map(_sentence, parts))),
        line=parts[0].line,
        file="",
        misconception=cause,
        partly=False,
    )


def _sentence(part: WrongPart) -> str:
    return f"Line {part.line}: {told_of(part)}."


def _is_named(finding: Finding) -> bool:
    return finding.misconception is not None and finding.misconception.id not in CRASHES and not finding.partly


def _wrong(judged: Mapping[str, Judged]) -> Iterable[Finding]:
    return (
        finding for check in TELLING for finding in judged.get(check, Judged(None)).findings or () if fails(finding)
    )
