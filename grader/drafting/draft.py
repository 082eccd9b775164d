"""From model solutions to all the texts of an assignment's folder."""

import ast
from collections.abc import Iterable, Mapping

from msgspec import Struct

from checks.language.syntax import is_main_block
from checks.model import Inspection, Severity, Source, Syntax, Verdict
from checks.model.assignment import IMPORTS, Policy, Task
from checks.printable import one_line
from checks.static import loops as counting
from checks.static.imports import CHECK as IMPORTS_CHECK
from grader.drafting import example as own
from grader.drafting import handout, samples
from grader.drafting.guesses import guess
from grader.drafting.marks import marked
from grader.drafting.solutions import DraftError, Solution, read
from grader.drafting.toml import TaskDraft, text, toml

TOML = "assignment.toml"


class Draft(Struct, frozen=True):
    """The files of a folder by their paths, and what is to be said of them: notes, and the places that are marked."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()
    marks: tuple[tuple[int, str], ...] = ()


def example(name: str, seed: int) -> Draft:
    """A small complete assignment that works at once."""
    solution = read(own.FILE, own.SOLUTION.encode())
    task = TaskDraft("1", own.TITLE, own.FILE, own.FUNCTION, guess(solution.function), 1)
    files = {
        TOML: own.toml(text(_named(name)), seed).encode(),
        own.FILE: solution.data,
        "README.md": handout.readme(_named(name), (task,), (solution,), IMPORTS).encode(),
    }
    for folder, (about, content) in own.SAMPLES.items():
        verdict = Verdict.ACCEPTED if folder == "right" else Verdict.WRONG_ANSWER
        files[f"samples/{folder}/{own.FILE}"] = content.encode()
        files[f"samples/{folder}/README.md"] = handout.of_sample(_named(name)).encode()
        files[f"samples/{folder}/expected.json"] = samples.expected(about, {"1": verdict})
    return Draft(files)


def draft(name: str, solutions: tuple[Solution, ...], seed: int) -> Draft:
    """An assignment with one task for each solution, in their order.

    Raises:
        DraftError: two of them cannot be tasks of one assignment.
    """
    _apart(solutions)
    try:
        return _drafted(_named(name), solutions, seed)
    except RecursionError:
        files = ", ".join(dict.fromkeys(solution.file for solution in solutions))
        raise DraftError(f"{one_line(files, 400)}: nested too deeply to be read") from None


def _drafted(name: str, solutions: tuple[Solution, ...], seed: int) -> Draft:
    siblings = {solution.file.removesuffix(".py"): solution.syntax for solution in solutions}
    imports = _imports(solutions, siblings)
    tasks = tuple(_task(str(number), solution, siblings) for number, solution in enumerate(solutions, 1))
    content = toml(name, tasks, None if imports == IMPORTS else imports, seed)
    by_file: dict[str, list[Solution]] = {}
    for solution in solutions:
        by_file.setdefault(solution.file, []).append(solution)
    ids = [task.id for task in tasks]
    files = {TOML: content.encode(), "README.md": handout.readme(name, tasks, solutions, imports).encode()}
    for file, several in by_file.items():
        files[file] = files[f"samples/right/{file}"] = several[0].data
        files[f"samples/wrong/{file}"] = samples.wrong(several)
    for sample, about, verdict in (
        ("right", "The model solutions.", Verdict.ACCEPTED),
        ("wrong", "The model solutions, but for what they return: one more, or 0.", Verdict.WRONG_ANSWER),
    ):
        files[f"samples/{sample}/expected.json"] = samples.expected(about, dict.fromkeys(ids, verdict))
        files[f"samples/{sample}/README.md"] = handout.of_sample(name).encode()
    notes = [_chosen(solution) for solution in solutions]
    notes += [note for solution in solutions for note in _rules(solution, imports, siblings)]
    return Draft(files, tuple(note for note in notes if note), marked(content))


def _apart(solutions: tuple[Solution, ...]) -> None:
    """That each file is one file, and each function one task."""
    known: dict[str, bytes] = {}
    seen: set[tuple[str, str]] = set()
    for solution in solutions:
        if known.setdefault(solution.file, solution.data) != solution.data:
            raise DraftError(f"{solution.file}: two different files have this name; each needs one of its own")
        if (solution.file, solution.function.name) in seen:
            raise DraftError(f"{solution.file}: {one_line(solution.function.name, 80)} is given twice; once is enough")
        seen.add((solution.file, solution.function.name))


def _task(id: str, solution: Solution, siblings: Mapping[str, Syntax]) -> TaskDraft:
    name = solution.function.name
    loops = sum(isinstance(node, ast.For) for node in _counted(solution.syntax))
    task = Task(id, name, solution.file, name, loops=loops)
    found = next((found for found in counting.inspect(_inspection(solution, task, Policy(), siblings))), None)
    if found is None or found.severity is not Severity.ERROR:
        return TaskDraft(id, _title(name), solution.file, name, guess(solution.function), loops)
    why = f", since the model solution has another one ({one_line(found.message, 200)})"
    return TaskDraft(id, _title(name), solution.file, name, guess(solution.function), None, why)


def _counted(syntax: Syntax) -> Iterable[ast.AST]:
    """What is in a file but for its main block."""
    body = (node for node in syntax.module.body if not (isinstance(node, ast.If) and is_main_block(node)))
    return (inner for node in body for inner in ast.walk(node))


def _inspection(solution: Solution, task: Task, policy: Policy, siblings: Mapping[str, Syntax]) -> Inspection:
    source = Source(solution.file, solution.data, "", executable=True)
    own = solution.file.removesuffix(".py")
    others = {module: syntax for module, syntax in siblings.items() if module != own}
    return Inspection(task, policy, source, solution.syntax, others, tuple(siblings))


def _imports(solutions: tuple[Solution, ...], siblings: Mapping[str, Syntax]) -> Mapping[str, tuple[str, ...]]:
    """What may be imported: the usual, and what the solutions need beside it."""
    imports = dict(IMPORTS)
    for solution in solutions:
        for node in _counted(solution.syntax):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module or ""]
            for module in modules:
                root = module.partition(".")[0]
                if root and root not in imports and module not in siblings:
                    imports[root] = ()
    return imports


def _rules(solution: Solution, imports: Mapping[str, tuple[str, ...]], siblings: Mapping[str, Syntax]) -> Iterable[str]:
    """What in a solution no student may do, whatever the assignment says."""
    task = Task("", "", solution.file, solution.function.name)
    for found in IMPORTS_CHECK.inspect(_inspection(solution, task, Policy(imports=imports), siblings)):
        if found.severity is Severity.ERROR:
            yield f"{solution.file}: line {found.line}: refused by `imports`: {one_line(found.message, 200)}"


def _chosen(solution: Solution) -> str:
    function = one_line(solution.function.name, 80)
    others = one_line(", ".join(name for name in solution.others if name != solution.function.name), 200)
    if solution.chosen in ("named", "only") or not others:
        return ""
    why = "is named like the file" if solution.chosen == "file" else "is the last one in it"
    file = solution.file
    return f"{file}: {function} was taken, which {why}; another one ({others}): --solution {file}:FUNCTION"


def _named(name: str) -> str:
    return one_line(name.strip(), 100) or "Assignment"


def _title(function: str) -> str:
    return one_line(" ".join(part.capitalize() for part in function.split("_") if part) or function, 100)
