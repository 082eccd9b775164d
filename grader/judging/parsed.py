"""What the static checks are given of files: the syntax of each."""

from collections.abc import Iterator, Mapping

from checks.model import Source, Syntax
from checks.static.source import syntax_of


class Parsed(Mapping[str, Syntax]):
    """The syntax of the student's files by module name, each parsed when it is asked for, and once.

    A task's check pays for the files it looks at alone, so that no file stands in another one's way.
    """

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = {source.name.removesuffix(".py"): source for source in sources}
        self._parsed: dict[str, Syntax | None] = {}

    def __getitem__(self, module: str) -> Syntax:
        if module not in self._parsed:
            self._parsed[module] = syntax_of(self._sources[module])
        syntax = self._parsed[module]
        if syntax is None:
            raise KeyError(module)
        return syntax

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)
