"""Holds submissions against a roster: whose is each, of whom did nothing come, who is not on it.

Only what leaves no doubt counts: an id, or else a name, that is one person's alone. Whatever is in doubt is told.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain, count

import msgspec
from msgspec import Struct

from checks.printable import one_line
from checks.written import counted
from grader.intake.entries import Entry, Location, folded
from grader.roster.people import IDS, NAMES, Person, Roster, heading

NOTHING = "nothing was handed in"
MOST_NAMED = 20
_OWN_IDS = ("email", "sid", "org_defined_id", "student_id", "canvas_user_id")  # of an Entry, that a roster may have
_OWN_NAMES = ("full_name", "canvas_name")
_NUMBERED = re.compile(r"(.+) \([^()]*\)")  # a name that was taken: told apart by what is in brackets
_MOST_WORDS = 12  # of a name, of which every order that is a rotation is tried


class Enrolled(StrEnum):
    """What a roster says of a student."""

    YES = "yes"
    WITHDRAWN = "withdrawn"
    NO = "no"
    UNCLEAR = "unclear"


WORDS = {
    Enrolled.WITHDRAWN: "withdrawn",
    Enrolled.NO: "not on the roster",
    Enrolled.UNCLEAR: "unclear who of the roster it is",
}
"""What is said of a student beside the name; of YES nothing is."""


class Absent(Struct, frozen=True):
    """Somebody of whom nothing came, under a name that is nobody else's."""

    student: str
    person: Person
    enrolled: Enrolled

    @property
    def entry(self) -> Entry:
        """What stands for a submission; who is withdrawn has no place in a platform's gradebook."""
        ids = {} if self.enrolled is Enrolled.WITHDRAWN else self.person.platform
        return Entry(self.student, "roster", f"line {self.person.line} of the roster", Location(""), ids)


class Enrolment(Struct, frozen=True):
    """A class held against its roster. `people` has whom a student is, where that is one person, and `called` what else
    the roster calls the student, and nobody else, both by student; `doubts` are sentences for the instructor.
    """

    roster: Roster
    enrolled: Mapping[str, Enrolled]
    people: Mapping[str, Person]
    called: Mapping[str, tuple[str, ...]]
    absent: tuple[Absent, ...]
    doubts: tuple[str, ...]
    named: bool = True

    def of(self, student: str) -> Enrolled:
        """What the roster says of a student."""
        return self.enrolled.get(student, Enrolled.NO)

    @property
    def told(self) -> tuple[str, ...]:
        """What there is to say of the table and of what is in doubt, no more than is read."""
        notes = (*(self.roster.notes if self.named else ()), *self.doubts)
        more = len(notes) - MOST_NAMED
        return (*notes[:MOST_NAMED], *((f"and {counted(more, 'more doubt')}",) if more > 0 else ()))

    def others(self) -> tuple[str, ...]:
        """Who handed in, and is not on the roster."""
        return tuple(student for student, each in self.enrolled.items() if each is Enrolled.NO)

    def unnamed(self) -> "Enrolment":
        """The same without a sentence that names anybody."""
        doubts = counted(len(self.doubts), "doubt")
        told = f"{doubts} with students' names: the same command without --anonymous shows more"
        return msgspec.structs.replace(self, doubts=(told,) if self.doubts else (), named=False)

    def known(self, entry: Entry) -> dict[str, str]:
        """The ids of a submission, with what the roster adds to them for a gradebook."""
        person = None if entry.layout == "roster" else self.people.get(entry.student)
        return {**(person.platform if person else {}), **entry.ids}


def enrolment(roster: Roster, entries: Iterable[Entry]) -> Enrolment:
    """Hold all submissions of a class against its roster."""
    index = _Index(roster.people)
    found: dict[str, frozenset[int]] = {entry.student: index.people(entry) for entry in entries}
    owners: dict[int, list[str]] = defaultdict(list)
    for student, at in found.items():
        for number in at:
            owners[number].append(student)
    enrolled = {student: _enrolled(roster, at) for student, at in found.items()}
    sure = {number for at in found.values() if len(at) == 1 for number in at}
    alone = {student: min(at) for student, at in found.items() if len(at) == 1}
    people = {student: roster.people[at] for student, at in alone.items() if len(owners[at]) == 1}
    absent = tuple(_absent(roster, [at for at in range(len(roster.people)) if at not in sure], owners, found))
    enrolled |= {each.student: each.enrolled for each in absent}
    people |= {each.student: each.person for each in absent}
    return Enrolment(
        roster, enrolled, people, _called(roster, people, found), absent, tuple(_doubts(roster, found, owners))
    )


def _enrolled(roster: Roster, at: frozenset[int]) -> Enrolled:
    if len(at) != 1:
        return Enrolled.UNCLEAR if at else Enrolled.NO
    return Enrolled.WITHDRAWN if roster.people[min(at)].withdrawn else Enrolled.YES


def _absent(
    roster: Roster, numbers: Iterable[int], owners: Mapping[int, list[str]], found: Iterable[str]
) -> Iterator[Absent]:
    taken = {folded(student) for student in found}
    for number in numbers:
        person = roster.people[number]
        student = next(name for name in _distinct(person) if folded(name) not in taken)
        taken.add(folded(student))
        sure = Enrolled.WITHDRAWN if person.withdrawn else Enrolled.YES
        yield Absent(student, person, Enrolled.UNCLEAR if owners.get(number) else sure)


def _distinct(person: Person) -> Iterator[str]:
    """What somebody may be called, without end: any of it may be taken by somebody else."""
    yield person.called
    line = f"line {person.line}"
    more = (f"{line}, {number}" for number in count(2))
    yield from (f"{person.called} ({each})" for each in chain(person.ids.values(), (line,), more))


def _called(roster: Roster, people: Mapping[str, Person], found: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What else each is called, and nobody else: neither somebody on the roster nor somebody who handed in."""
    times = Counter(folded(student) for student in found)
    for person in roster.people:
        times.update({folded(each) for each in _all(person)})
    return {
        student: tuple(each for each in _all(person) if times[folded(each)] == 1) for student, person in people.items()
    }


def _all(person: Person) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*person.names, *person.ids.values())))


def _doubts(roster: Roster, found: Mapping[str, frozenset[int]], owners: Mapping[int, list[str]]) -> Iterator[str]:
    for student, at in found.items():
        if len(at) > 1:
            lines = ", ".join(str(roster.people[number].line) for number in sorted(at))
            yield f"{one_line(student)} may be the one of any of the lines {lines}: it is taken for none"
    for number, students in owners.items():
        sure = [student for student in students if len(found[student]) == 1]
        if len(sure) > 1:
            person, names = roster.people[number], ", ".join(map(one_line, sure))
            yield f"{names} are all {one_line(person.called)} of line {person.line}"


# --- whose a submission is -------------------------------------------------------------------------


class _Index:
    """People by what they may be called: what says most comes first."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._tiers = [defaultdict[str, set[int]](set) for _ in range(3)]
        self._hubs: dict[str, set[int]] = defaultdict(set)
        for number, person in enumerate(people):
            for tier, keys in zip(self._tiers, _keys(person), strict=True):
                for key in keys:
                    tier[key].add(number)
            if user := person.ids.get("githubusername"):
                self._hubs[folded(user)].add(number)

    def people(self, entry: Entry) -> frozenset[int]:
        """Who may have handed in a submission; who did, where that is one."""
        for tier, keys in zip(self._tiers, _asked(entry), strict=True):
            if found := {number for key in keys for number in tier.get(key, ())}:
                return frozenset(found)
        return frozenset(self._of_classroom(entry.student))

    def _of_classroom(self, student: str) -> set[int]:
        """Whose repository it is in GitHub Classroom, which calls it by the assignment and the user: of two users that
        end it, such as `cat` and `octo-cat`, the longer.
        """
        words = folded(student).split("-")
        ends = ("-".join(words[at:]) for at in range(1, len(words)))
        return next((self._hubs[end] for end in ends if end in self._hubs), set())


Keys = tuple[set[str], set[str], set[str]]


def _keys(person: Person) -> Keys:
    """The ids of a person, the names, and other ways of writing these."""
    ids = {folded(each) for each in (*person.ids.values(), *_numbers(person.platform))}
    loose = {key for name in person.names for key in _ways(name)}
    loose |= {each.partition("@")[0] for each in ids if "@" in each}
    return ids, {folded(name) for name in person.names}, loose


def _asked(entry: Entry) -> Keys:
    """The same of a submission: it may be called by an id or by a name."""
    numbered = _NUMBERED.fullmatch(entry.student)
    student = [entry.student, *([numbered[1]] if numbered else [])]
    ids = [*student, *(entry.ids.get(key, "") for key in _OWN_IDS), *_numbers({**entry.ids, "canvas_user_id": ""})]
    names = [*student, *(entry.ids.get(key, "") for key in _OWN_NAMES)]
    if entry.layout == "table":
        ids += [value for key, value in entry.ids.items() if heading(key) in IDS]
        names += [value for key, value in entry.ids.items() if heading(key) in NAMES]
    exact = {folded(name) for name in names if name}
    return (
        {folded(each) for each in ids if each},
        exact,
        exact | {squashed for name in names if (squashed := _squashed(name))},
    )


def _numbers(ids: Mapping[str, str]) -> Iterator[str]:
    """Moodle's number of a participant, which is no student's number elsewhere."""
    if ids.get("moodle_id"):
        yield f"participant {ids['moodle_id']}"


def _ways(name: str) -> Iterator[str]:
    """A name without what stands between its words, and with its last words first, as platforms write it."""
    words = [word for word in re.split(r"[\W_]+", folded(name)) if word][:_MOST_WORDS]
    for at in range(len(words)):
        yield "".join(words[at:] + words[:at])


def _squashed(name: str) -> str:
    return "".join(char for char in folded(name) if char.isalnum())
