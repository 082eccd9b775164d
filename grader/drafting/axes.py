"""The names of sizes of one function: what its text calls them, and names for those that it does not."""

from collections.abc import Mapping

from checks.exercises.inputs.words import is_name
from checks.model.arguments import ArrayOf, Axis
from grader.drafting.said import Said
from grader.drafting.uses import Uses

_BY_NUMBER = ("", "n", "n m", "m h w", "m h w c", "a b c d e", "a b c d e f", "a b c d e f g", "a b c d e f g i")
_LETTERS = "nmpqrstuvabcdefgijl"


class Names:
    """Gives names to axes and to members of pairs; the same name is the same size.

    `untold` are the arrays of which nobody said whether their lengths are those of others, `fixed` axes of one length.
    """

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._used: set[str] = set()
        self._arrays: list[tuple[str, ...]] = []
        self.untold: list[str] = []
        self.fixed: tuple[Axis, ...] = ()

    def array(self, name: str, said: Said, uses: Uses) -> tuple[ArrayOf, bool]:
        """The form of an array, and whether its axes are certain."""
        number = len(said.axes) or uses.exact or max(1, uses.axes)
        number = min(number, len(_BY_NUMBER) - 1)
        axes: tuple[str, ...] = ()
        while len(axes) < number:
            axes = (*axes, self._axis(said, uses, number, axes))
        self._arrays.append(axes)
        sure = bool(said.axes or uses.exact)
        if sure and not all(self._is_told(said, uses, place) for place in range(number)):
            self.untold.append(name)
        boolean = uses.index and "mask" in name.lower() and not said.dtype
        return ArrayOf(axes, "bool" if boolean else said.dtype), sure

    def pair(self, name: str, told: tuple[str, ...]) -> tuple[str, str]:
        """Two names for the members of a pair."""
        wanted = told if len(told) == 2 else (f"{name}1", f"{name}2")
        one, other = (each if self._is_free(each) else f"{name}{number}" for number, each in enumerate(wanted, 1))
        one, other = (one, other) if one != other else (f"{name}1", f"{name}2")
        self._used |= {one, other}
        return one, other

    def _axis(self, said: Said, uses: Uses, number: int, before: tuple[str, ...]) -> str:
        place = len(before)
        if place < len(said.axes) and said.axes[place].isdecimal() and len(said.axes[place]) < 5:
            fixed = self._letter()
            length = int(said.axes[place])
            self.fixed = (*self.fixed, Axis(fixed, length, length))
            return fixed
        told = said.axes[place] if place < len(said.axes) else uses.names.get(place, "")
        if self._is_told(said, uses, place):
            self._used.add(told)
            return told
        return self._new(number, before)

    def _is_told(self, said: Said, uses: Uses, place: int) -> bool:
        told = said.axes[place] if place < len(said.axes) else uses.names.get(place, "")
        if told.isdecimal():
            return True
        return is_name(told) and told.strip("_") != "" and self._kinds.get(told, "integer") == "integer"

    def _new(self, number: int, before: tuple[str, ...]) -> str:
        """A name for an axis that nobody named: that of another array, with which fewer lengths are asked."""
        place = len(before)
        alike = [axes[place] for axes in self._arrays if len(axes) == number and axes[place] not in before]
        if alike:
            return alike[0]
        usual = _BY_NUMBER[number].split()[place]
        found = (
            usual if self._is_free(usual) or (usual == "n" and "n" not in (*before, *self._kinds)) else self._letter()
        )
        self._used.add(found)
        return found

    def _is_free(self, name: str) -> bool:
        return is_name(name) and name.strip("_") != "" and name not in self._kinds and name not in self._used

    def _letter(self) -> str:
        found = next((letter for letter in _LETTERS if self._is_free(letter)), "")
        found = found or next(name for name in (f"n{number}" for number in range(1000)) if self._is_free(name))
        self._used.add(found)
        return found
