"""What of the rules for students a model solution keeps to: how many loops it has, and what it imports."""

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from checks.language.canonical import canonical
from checks.language.syntax import main_bodies, within
from checks.model import Finding, Inspection, Severity, Source, StaticCheck, Syntax
from checks.model.assignment import IMPORTS, Policy, Task
from checks.printable import one_line
from checks.static.capabilities import CHECK as OF_CAPABILITIES
from checks.static.imports import CHECK as OF_IMPORTS
from checks.static.loops import CHECK as OF_LOOPS
from grader.drafting.solutions import Solution

_MOST_LOOPS = 1000
HIDING = (OF_CAPABILITIES, OF_LOOPS)


class Rules(Struct, frozen=True, eq=False):
    """The solutions of one assignment, as the checks of the text see them."""

    solutions: tuple[Solution, ...]

    @property
    def _files(self) -> Mapping[str, Syntax]:
        return {solution.file.removesuffix(".py"): solution.syntax for solution in self.solutions}

    @property
    def _shared(self) -> Iterator[str]:
        counted = Counter(solution.file for solution in self.solutions)
        return (file.removesuffix(".py") for file, number in counted.items() if number > 1)

    def loops(self, solution: Solution) -> tuple[int | None, str]:
        """The fewest loops that a task may allow so that the solution keeps to it; None where it has another one than
        `for` statements, with what that is."""
        errors = [each for check in HIDING for each in self._errors(check, solution, loops=_MOST_LOOPS)]
        if errors:
            return None, one_line(errors[0].message, 200)
        return bisect_left(
            range(_MOST_LOOPS), True, key=lambda most: not self._errors(OF_LOOPS, solution, loops=most)
        ), ""

    def imports(self) -> Mapping[str, tuple[str, ...]]:
        """What may be imported: the usual, and what the solutions need beside it."""
        foreign = {module.partition(".")[0]: () for each in self.solutions for module in self._foreign(each)}
        return {**IMPORTS, **{root: () for root in foreign if root not in IMPORTS and root.isidentifier()}}

    def notes(self, solution: Solution) -> Iterator[str]:
        """What somebody has to see to, since the assignment cannot say it."""
        for module in dict.fromkeys(self._foreign(solution)):
            root, shown = module.partition(".")[0], one_line(module, 80)
            if root not in sys.stdlib_module_names and root not in IMPORTS:
                yield f"{solution.file} imports {shown}, which has to be there when it is judged: another --solution?"
        for found in self._errors(OF_IMPORTS, solution, imports=self.imports()):
            yield f"{solution.file}: line {found.line}: refused by `imports`: {one_line(found.message, 200)}"

    def _foreign(self, solution: Solution) -> Iterator[str]:
        skipped = main_bodies(solution.syntax.module)
        for found in canonical(solution.syntax).names.imports():
            known = found.module is None or found.relative or found.module in self._files
            if not known and not within(found.node.lineno, found.node.col_offset, skipped):
                yield found.module or ""

    def _errors(
        self,
        check: StaticCheck,
        solution: Solution,
        *,
        loops: int | None = None,
        imports: Mapping[str, tuple[str, ...]] = IMPORTS,
    ) -> list[Finding]:
        name = solution.function.name
        others = {module: syntax for module, syntax in self._files.items() if syntax is not solution.syntax}
        others.pop(solution.file.removesuffix(".py"), None)
        inspection = Inspection(
            Task("", name, solution.file, name, loops=loops),
            Policy(imports=imports),
            Source(solution.file, solution.data, "", executable=True),
            solution.syntax,
            others,
            tuple(self._files),
            shared=tuple(self._shared),
        )
        return [found for found in check.inspect(inspection) if found.severity is Severity.ERROR]
