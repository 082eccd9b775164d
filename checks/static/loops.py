'''No more `for` statements than the task allows, and no other loop of any kind.

What: the file may have as many `for` statements as the task allows (two),
wherever they stand: in helpers, nested functions and classes, and in your
other task files if this file imports them. Every other loop is counted as
forbidden: `while`, `async for`, comprehensions, generator expressions, `map`,
`filter`, `reduce`, sort keys, `np.vectorize` and its kin, recursion, and
`exec`, which could hide any of them. Slicing, broadcasting, `np.sum`,
`np.einsum`, `np.tensordot` and `sliding_window_view` are no loops. The body of
`if __name__ == "__main__":` does not count, because it does not run when the
file is imported.

Why: numpy does in one step, and much faster, what a loop does pixel by pixel.
Two loops are enough if each step works on all images at once; finding out how
is what the exercise is about.

Bad::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Convolve each image by itself."""
        m, h, w = images.shape
        kh, kw = kernel.shape
        output = np.zeros((m, h - kh + 1, w - kw + 1))
        for n in range(m):
            for i in range(h - kh + 1):
                for j in range(w - kw + 1):
                    window = images[n, i:i + kh, j:j + kw]
                    output[n, i, j] = np.sum(window * kernel)
        return output

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Convolve all images at once."""
        m, h, w = images.shape
        kh, kw = kernel.shape
        output = np.zeros((m, h - kh + 1, w - kw + 1))
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                window = images[:, i:i + kh, j:j + kw]
                output[:, i, j] = np.sum(window * kernel, axis=(1, 2))
        return output
'''

import ast
from collections.abc import Iterator, Sequence

import msgspec

from checks.language.canonical import canonical
from checks.language.scopes import Scope
from checks.language.syntax import Span, main_bodies, place, within
from checks.model import Finding, Inspection, StaticCheck, Syntax, Verdict
from checks.model.assignment import Task
from checks.static import rules
from checks.static.recursion import Circle, circles

WHOLE_ARRAYS = "Work on whole arrays, with slices and sums along an axis: then no loop over single values is needed."
COPIED = "Only one branch runs: let each work out what is its own, and write the loops once, after all of them."


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Judge the file and the task files it imports."""
    if inspection.syntax is None:
        return
    files = _files(inspection.syntax, inspection)
    yield from _budget(inspection.task, files)
    for syntax in files:
        found = [*rules.findings(CHECK.id, syntax), *_recursion(syntax), *_renamings(syntax)]
        for finding in sorted(found, key=lambda finding: (finding.line or 0, finding.column or 0)):
            yield _in_file(finding, syntax, inspection)
    yield from _import_circle(inspection.syntax, inspection)


# --- the files -------------------------------------------------------------------------------------


def _files(syntax: Syntax, inspection: Inspection) -> tuple[Syntax, ...]:
    """The task's file and the student's other task files it imports, themselves or through each other."""
    files = [syntax]
    for file in files:
        wanted = (inspection.siblings.get(module) for module, _ in _imported(file))
        files.extend(sibling for sibling in dict.fromkeys(wanted) if sibling and sibling not in files)
    return tuple(files)


def _imported(syntax: Syntax) -> Iterator[tuple[str, ast.stmt | ast.expr]]:
    """The modules a file imports outside its main block."""
    skipped = main_bodies(syntax.module)
    for found in canonical(syntax).names.imports():
        if found.module and not within(found.node.lineno, found.node.col_offset, skipped):
            yield found.module, found.node


def _import_circle(syntax: Syntax, inspection: Inspection) -> Iterator[Finding]:
    """A file that imports itself can call its own function without naming it."""
    own = inspection.task.file.removesuffix(".py")
    for file in _files(syntax, inspection):
        for module, node in _imported(file):
            if module == own:
                finding = Finding(
                    check=CHECK.id,
                    message=f"`{own}` imports itself, so that its functions can call themselves",
                    reason="Recursion is a loop without a `for`; the project allows no loop but its `for` statements.",
                    hint="Call the function by its name, or put what both files need into one of them.",
                )
                yield _in_file(_at(finding, file, node.lineno, node.col_offset), file, inspection)
                return


def _in_file(finding: Finding, syntax: Syntax, inspection: Inspection) -> Finding:
    return finding if syntax is inspection.syntax else msgspec.structs.replace(finding, file=syntax.name)


def _at(finding: Finding, syntax: Syntax, line: int, offset: int) -> Finding:
    line, column = place(syntax, line, offset)
    return msgspec.structs.replace(finding, line=line, column=column)


# --- the number of `for` statements ----------------------------------------------------------------


def _budget(task: Task, files: tuple[Syntax, ...]) -> Iterator[Finding]:
    """One finding for all `for` statements together."""
    counted = [(syntax, node) for syntax in files for node in _for_statements(syntax)]
    if task.loops is None or len(counted) <= task.loops:
        return
    syntax, first = counted[task.loops]
    verb = "is" if task.loops == 1 else "are"
    finding = Finding(
        check=CHECK.id,
        message=f"{_count(len(counted))}, at most {task.loops} {verb} allowed ({_where(counted, files[0])})",
        reason="Each step of a loop is to work on many values at once; a loop more means that it works on too few.",
        hint=COPIED if _most_that_run(files) <= task.loops else WHOLE_ARRAYS,
        file="" if syntax is files[0] else syntax.name,
    )
    yield _at(finding, syntax, first.lineno, first.col_offset)


def _most_that_run(files: tuple[Syntax, ...]) -> int:
    """How many of the `for` statements one call can run, of an `if` those of one branch."""
    return sum(_running(syntax.module.body, main_bodies(syntax.module)) for syntax in files)


def _running(body: Sequence[ast.AST], skipped: tuple[Span, ...]) -> int:
    count = 0
    for index, node in enumerate(body):
        if isinstance(node, ast.stmt) and within(node.lineno, node.col_offset, skipped):
            continue
        if isinstance(node, ast.If):
            then, otherwise = _running(node.body, skipped), _running(node.orelse, skipped)
            if isinstance(node.body[-1], ast.Return):  # then nothing of what follows is run
                return count + max(then, otherwise + _running(body[index + 1 :], skipped))
            count += max(then, otherwise)
        else:
            count += isinstance(node, ast.For) + _running(list(ast.iter_child_nodes(node)), skipped)
    return count


def _for_statements(syntax: Syntax) -> list[ast.For]:
    """The `for` statements outside the main block, from top to bottom."""
    skipped = main_bodies(syntax.module)
    loops = (node for node in ast.walk(syntax.module) if isinstance(node, ast.For))
    counted = (node for node in loops if not within(node.lineno, node.col_offset, skipped))
    return sorted(counted, key=lambda node: (node.lineno, node.col_offset))


def _count(number: int) -> str:
    return "1 `for` statement" if number == 1 else f"{number} `for` statements"


def _where(counted: list[tuple[Syntax, ast.For]], own: Syntax) -> str:
    """ "lines 4, 5 and 9; line 3 of 0-convolve_grayscale_valid.py"."""
    numbers: dict[str, list[str]] = {}
    for syntax, node in counted:
        numbers.setdefault("" if syntax is own else f" of {syntax.name}", []).append(str(node.lineno))
    return "; ".join(f"{_listed(lines)}{file}" for file, lines in numbers.items())


def _listed(lines: list[str]) -> str:
    if len(lines) == 1:
        return f"line {lines[0]}"
    return f"lines {', '.join(lines[:-1])} and {lines[-1]}"


# --- what no rule file can say ---------------------------------------------------------------------


def _recursion(syntax: Syntax) -> Iterator[Finding]:
    for circle in circles(canonical(syntax).names, main_bodies(syntax.module)):
        finding = Finding(
            check=CHECK.id,
            message=f"{_course(circle)}, which is a loop",
            reason="Recursion is a loop without a `for`; the project allows no loop but its `for` statements.",
            hint="Do the work on the whole array with slices, or in one of the allowed `for` statements.",
        )
        yield _at(finding, syntax, circle.node.lineno, circle.node.col_offset)


def _course(circle: Circle) -> str:
    first, *others = (f"`{title}`" for title in circle.titles)
    if not others:
        return f"{first} calls itself"
    return f"{first} calls {', which calls '.join(others)}, which calls {first} again"


def _renamings(syntax: Syntax) -> Iterator[Finding]:
    """Whatever gives `__name__` another value: the main block is known by it."""
    found = canonical(syntax).names.scopes
    skipped = main_bodies(syntax.module)
    known: dict[Scope, None] = dict.fromkeys([found.module, *found.inside.values(), *found.of.values()])
    for scope in known:
        for binding in scope.bindings.get("__name__", []):
            if not within(binding.line, binding.column, skipped):
                finding = Finding(
                    check=CHECK.id,
                    message="`__name__` gets another value here; by it the grader knows the main block",
                    reason="Code in the main block is not counted because it does not run when the file is imported.",
                    hint="Leave `__name__` alone; Python sets it.",
                )
                yield _at(finding, syntax, binding.line, binding.column)


CHECK = StaticCheck(
    id="loops",
    summary="No more `for` statements than the task allows, and no other loop of any kind.",
    reason="The exercise is about giving the work to numpy: few loops are enough if each step works on whole arrays.",
    needs=("source",),
    verdict=Verdict.RULE_VIOLATION,
    inspect=inspect,
)
