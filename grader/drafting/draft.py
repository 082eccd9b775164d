"""From model solutions to all the texts of an assignment's folder."""

from collections.abc import Mapping

from msgspec import Struct

from checks.model import Verdict
from checks.model.assignment import IMPORTS
from checks.printable import one_line
from grader.drafting import example as own
from grader.drafting import handout, samples
from grader.drafting.guesses import guess
from grader.drafting.marks import marked
from grader.drafting.rules import Rules
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
    rules = Rules(solutions)
    imports = rules.imports()
    tasks = tuple(_task(str(number), solution, rules) for number, solution in enumerate(solutions, 1))
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
    notes += [note for solution in solutions for note in rules.notes(solution)]
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


def _task(id: str, solution: Solution, rules: Rules) -> TaskDraft:
    name = solution.function.name
    loops, other = rules.loops(solution)
    why = f", since the model solution has another one ({other})" if other else ""
    return TaskDraft(id, _title(name), solution.file, name, guess(solution.function), loops, why)


def _chosen(solution: Solution) -> str:
    function = one_line(solution.function.name, 80)
    others = one_line(", ".join(name for name in solution.others if name != solution.function.name), 200)
    if solution.chosen in ("named", "only") or not others:
        return ""
    why = "is named like the file" if solution.chosen == "file" else "is the last one that fits"
    file = solution.file
    return f"{file}: {function} was taken, which {why}; another one ({others}): --solution {file}:FUNCTION"


def _named(name: str) -> str:
    return one_line(name.strip(), 100) or "Assignment"


def _title(function: str) -> str:
    return one_line(" ".join(part.capitalize() for part in function.split("_") if part) or function, 100)
