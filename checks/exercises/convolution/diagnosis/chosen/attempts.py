"""The first mistake with which a right solution does in every call what the student's does.

What is wrong beside the zeros of `same` shows in the calls with other zeros; for those of `same`, all conventions are
tried. Where the other calls are right, the formulas of `same` are looked for, axis by axis.
"""

from collections.abc import Iterator
from itertools import chain

from checks.exercises.causes.naming import Named
from checks.exercises.convolution.diagnosis.calls import Call, Calls
from checks.exercises.convolution.diagnosis.chosen import channels, confusions, extents, formulas, paddings
from checks.exercises.convolution.diagnosis.chosen.confusions import changed_zeros
from checks.exercises.convolution.diagnosis.chosen.program import Mistake, Program, Zeros
from checks.exercises.convolution.diagnosis.chosen.visits import ways


def attempted(calls: Calls) -> Named | None:
    """The first mistake that explains every call, crashes and right answers included."""
    found = _Attempts(calls).found()
    if found and all(call.crashed for call in calls.all):
        return found._replace(detail="")  # how far it is wrong, a crash does not tell
    return found


class _Attempts:
    """The calls by the zeros that they ask for, and the right ways to visit."""

    def __init__(self, calls: Calls) -> None:
        self._calls, self._memory = calls, calls.show_memory
        self._same = [call for call in calls.by_turns if call.way == "same"]
        self._others = [call for call in calls.by_turns if call.way != "same"]
        self._kernel_axes = calls.all[0].kernel.ndim
        self._ways = ways(self._kernel_axes)

    def found(self) -> Named | None:
        """The name of the first that explains every call."""
        if all(call.right for call in self._others):
            return self._of_same()
        named = self._of_one_kind()
        if named and "A tuple" in named.detail and "tuple_compared" in self._calls.landmarks:
            return named._replace(id="tuple_compared", landmark="tuple_compared")
        return named or self._first_of_all()

    def _first_of_all(self) -> Named | None:
        """The first mistake that explains every call; where these only end, no other one may explain them, too."""
        explaining = (each.named for each in self._mistakes() if self._explains(each))
        named = next(explaining, None)
        if named and all(call.array is None for call in self._calls.wrong):
            return named if all(each.id == named.id for each in explaining) else None
        return named

    def _mistakes(self) -> Iterator[Mistake]:
        every = chain(
            paddings.put_mistakes(self._ways, channels=self._kernel_axes > 2),
            channels.mistakes(self._kernel_axes),
            extents.mistakes(self._ways),
            confusions.mistakes(self._ways),
        )
        return (mistake for mistake in every if not mistake.seen or mistake.seen in self._calls.landmarks)

    def _explains(self, mistake: Mistake) -> bool:
        program = mistake.program
        return program.explains(self._others, mistake.given, self._memory) and any(
            program.explains(self._same, zeros if change is None else changed_zeros(zeros, change), self._memory)
            for change in mistake.changes
            for zeros in mistake.same
        )

    def _of_one_kind(self) -> Named | None:
        """The zeros of a tuple, or those of `valid`, are other ones, and all else is right."""
        for way, every in (("tuple", paddings.tuple_mistakes), ("valid", paddings.valid_mistakes)):
            wrong = [call for call in self._others if not call.right]
            if all(call.way == way for call in wrong) and self._same_are_right():
                for named, zeros in every():
                    for visit in self._ways.visits():
                        if Program(visit).explains(self._of(way), zeros, self._memory):
                            return named
        return None

    def _same_are_right(self) -> bool:
        return all(call.right for call in self._same)

    def _of(self, way: str) -> list[Call]:
        return [call for call in self._others if call.way == way]

    def _of_same(self) -> Named | None:
        """The formulas of rows and columns that the zeros of `same` follow."""
        for rows, columns in formulas.pairs(self._same):
            named = paddings.of_same(rows, columns)
            if named and any(self._right(visit_zeros) for visit_zeros in self._with(formulas.zeros_of(rows, columns))):
                return named
        return None

    def _with(self, zeros: Zeros) -> Iterator[tuple[Program, Zeros]]:
        yield from ((Program(visit), zeros) for visit in self._ways.visits())

    def _right(self, tried: tuple[Program, Zeros]) -> bool:
        program, zeros = tried
        return program.explains(self._same, zeros, self._memory)
