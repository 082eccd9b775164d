'''No more `for` statements than the task allows, and no other loop of any kind.

What: the file may have as many `for` statements as the task allows, or none,
wherever they stand: in helpers, nested functions and classes, and in your
other task files if this file imports them. Every other loop is counted as
forbidden: `while`, `async for`, comprehensions, generator expressions, `map`,
`filter`, `reduce`, sort keys, `np.vectorize` and its kin, and recursion. What
could hide any of them is refused by `capabilities`. Slicing, broadcasting, `np.sum`,
`np.einsum`, `np.tensordot` and `sliding_window_view` are no loops. The body of
`if __name__ == "__main__":` does not count, because it does not run when the
file is imported. Where several tasks share a file, what counts is the task's
function and all that it reaches, in a shared file that is imported, too.

Why: numpy does in one step, and much faster, what a loop does pixel by pixel.
Few loops are enough if each step works on all images at once, and often none
is needed; finding out how is what the exercise is about.

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

from checks.allowed import allowed
from checks.language.canonical import canonical
from checks.language.syntax import Span, within
from checks.model import Finding, Inspection, StaticCheck, Syntax, Verdict
from checks.model.assignment import Task
from checks.static import rules
from checks.static.counted import File, at, files, imported, in_file
from checks.static.recursion import Circle, circles

TOO_FEW = "Each step of a loop is to work on many values at once; a loop more means that it works on too few."
NONE = "Whole arrays can be worked on at once here, and a loop visits single values."
RECURSION = "Recursion is a loop without a `for`; the project allows no loop but its `for` statements."
NO_RECURSION = "Recursion is a loop without a `for`; the task allows no loop."
IN_A_LOOP = ", or in one of the allowed `for` statements"
WHOLE_ARRAYS = "Work on whole arrays, with slices and sums along an axis: then no loop over single values is needed."
COPIED = "Only one branch runs: let each work out what is its own, and write the loops once, after all of them."


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Judge the file and the task files it imports."""
    if inspection.syntax is None:
        return
    counted = files(inspection.syntax, inspection)
    yield from _budget(inspection.task, counted)
    for file in counted:
        said = allowed(inspection.task, inspection.policy)
        found = [
            *rules.findings(CHECK.id, file.syntax, allowed=said, skipped=file.skipped),
            *_recursion(file, inspection.task),
        ]
        for finding in sorted(found, key=lambda finding: (finding.line or 0, finding.column or 0)):
            yield in_file(finding, file.syntax, inspection)
    yield from _import_circle(counted, inspection)


def _import_circle(counted: tuple[File, ...], inspection: Inspection) -> Iterator[Finding]:
    """A file that imports itself can call its own function without naming it."""
    own = inspection.task.file.removesuffix(".py")
    for file in counted:
        for module, node in imported(file):
            if module == own:
                finding = Finding(
                    check=CHECK.id,
                    message=f"`{own}` imports itself, so that its functions can call themselves",
                    reason=_no_recursion(inspection.task),
                    hint="Call the function by its name, or put what both files need into one of them.",
                )
                yield in_file(at(finding, file.syntax, node.lineno, node.col_offset), file.syntax, inspection)
                return


# --- the number of `for` statements ----------------------------------------------------------------


def _budget(task: Task, among: tuple[File, ...]) -> Iterator[Finding]:
    """One finding for all `for` statements together."""
    counted = [(file.syntax, node) for file in among for node in _for_statements(file)]
    if task.loops is None or len(counted) <= task.loops:
        return
    syntax, first = counted[task.loops]
    verb = "is" if task.loops == 1 else "are"
    most = f"at most {task.loops} {verb} allowed" if task.loops else "none is allowed"
    finding = Finding(
        check=CHECK.id,
        message=f"{_count(len(counted))}, {most} ({_where(counted, among[0].syntax)})",
        reason=TOO_FEW if task.loops else NONE,
        hint=COPIED if _most_that_run(among) <= task.loops else WHOLE_ARRAYS,
        file="" if syntax is among[0].syntax else syntax.name,
    )
    yield at(finding, syntax, first.lineno, first.col_offset)


def _most_that_run(among: tuple[File, ...]) -> int:
    """How many of the `for` statements one call can run, of an `if` those of one branch."""
    return sum(_running(file.syntax.module.body, file.skipped) for file in among)


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


def _for_statements(file: File) -> list[ast.For]:
    """The `for` statements that count, from top to bottom."""
    loops = (node for node in ast.walk(file.syntax.module) if isinstance(node, ast.For))
    counted = (node for node in loops if not within(node.lineno, node.col_offset, file.skipped))
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


def _recursion(file: File, task: Task) -> Iterator[Finding]:
    for circle in circles(canonical(file.syntax).names, file.skipped):
        finding = Finding(
            check=CHECK.id,
            message=f"{_course(circle)}, which is a loop",
            reason=_no_recursion(task),
            hint=f"Do the work on the whole array with slices{IN_A_LOOP if task.loops else ''}.",
        )
        yield at(finding, file.syntax, circle.node.lineno, circle.node.col_offset)


def _no_recursion(task: Task) -> str:
    return RECURSION if task.loops else NO_RECURSION


def _course(circle: Circle) -> str:
    first, *others = (f"`{title}`" for title in circle.titles)
    if not others:
        return f"{first} calls itself"
    return f"{first} calls {', which calls '.join(others)}, which calls {first} again"


CHECK = StaticCheck(
    id="loops",
    summary="No more `for` statements than the task allows, and no other loop of any kind.",
    reason="The exercise is about giving the work to numpy: few loops are enough if each step works on whole arrays.",
    needs=("source",),
    verdict=Verdict.RULE_VIOLATION,
    inspect=inspect,
)
