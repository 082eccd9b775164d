"""What a text says, as it is asked for: what the checks say at once, the rest where something is wrong.

Of a right file nobody needs the rest, and to read it takes as long as all checks together.
"""

from collections.abc import Callable, Iterator, Mapping

from checks.model import Judged, Part, Read, Reading


class OnDemand:
    """A Read that becomes whole when what it lacks is looked at; `read` is what there is so far."""

    def __init__(self, read: Read, whole: Callable[[Read], Read]) -> None:
        self.read, self._whole = read, whole

    @property
    def whole(self) -> Read:
        """All of it."""
        if not self.read.is_whole:
            self.read = self._whole(self.read)
        return self.read

    @property
    def judged(self) -> Mapping[str, Judged]:
        """What the checks said."""
        return self.read.judged

    @property
    def landmarks(self) -> Mapping[str, int]:
        """Lines by kind."""
        return _Landmarks(self)

    @property
    def meant(self) -> Mapping[str, str]:
        """The names that are meant by misspelt ones."""
        return self.whole.meant

    @property
    def not_here(self) -> Mapping[str, tuple[int, ...]]:
        """The modules that are not to be had, and where they are used."""
        return self.whole.not_here

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The parts of the text as a solution."""
        return self.whole.readings

    @property
    def guesses(self) -> tuple[Part, ...]:
        """What may have been meant."""
        return self.whole.guesses


class _Landmarks(Mapping[str, int]):
    """Those of a text, once somebody looks for one."""

    def __init__(self, of: OnDemand) -> None:
        self._of = of

    def __getitem__(self, kind: str) -> int:
        return self._of.whole.landmarks[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of.whole.landmarks)

    def __len__(self) -> int:
        return len(self._of.whole.landmarks)


AnyRead = Read | OnDemand
