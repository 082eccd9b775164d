"""Writes into docs/students/messages.md what stands elsewhere already: the pages of the checks, and the limits.

`python -m tests.manual.messages` writes it anew. The tables of messages are written by hand; tests/manual/sentences.py
knows what has to be in them.
"""

import re
import sys

import reference
from checks.model.assignment import Assignment
from checks.pipeline import CHECK_IDS, SUBMISSION_IDS
from checks.static import style
from grader import assignment as assignments
from grader.commands.explain import page as explained
from grader.intake.sources import LARGEST
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "students" / "messages.md"
BLOCK = re.compile(r"(?ms)^<!-- ([a-z_ ]+) -->\n(.*?)^<!-- end -->\n")
EVERY_CHECK = (*CHECK_IDS, *SUBMISSION_IDS)
EXPLAINED, CODES, LIMITS = "grader explain ", "style codes", "limits"


def renewed(text: str, assignment: Assignment) -> str:
    """The page with each of its blocks as it is to be."""
    return BLOCK.sub(lambda found: f"<!-- {found[1]} -->\n{_block(found[1], assignment)}<!-- end -->\n", text)


def _block(name: str, assignment: Assignment) -> str:
    if name.startswith(EXPLAINED):
        return _of_check(name.removeprefix(EXPLAINED), assignment)
    return {CODES: _codes, LIMITS: lambda: _limits(assignment)}[name]()


def _of_check(check: str, assignment: Assignment) -> str:
    """What a check asks in a line, and its whole page, folded."""
    text = (explained(check, assignment) or "").removeprefix(f"{check}: ")
    summary, _, rest = text.partition("\n\n")
    return (
        f"{summary}\n\n<details>\n<summary>What it asks, why, a bad and a good example</summary>\n\n"
        f"{_in_markdown(rest, check)}\n</details>\n\n"
    )


def _in_markdown(text: str, check: str) -> str:
    """A page that has its examples behind `::` with their fences, and the words that begin its parts in bold."""
    language = "text" if check in SUBMISSION_IDS else "python"

    def fenced(found: re.Match[str]) -> str:
        code = re.sub(r"(?m)^    ", "", found[2]).strip("\n")
        return f"**{found[1]}:**\n\n```{language if found[1] in ('Bad', 'Good') else 'text'}\n{code}\n```\n"

    text = re.sub(r"(?m)^(.+)::\n\n((?:    .*\n?|\n)+)", lambda found: f"{fenced(found)}\n", f"{text}\n")
    return re.sub(r"(?m)^(What|Why):", r"**\1:**", text).rstrip("\n") + "\n"


def _codes() -> str:
    rows = "".join(f"| `{code}` | {hint} |\n" for code, hint in style.HINTS.items())
    return f"| number | what to do |\n|---|---|\n{rows}"


def _limits(assignment: Assignment) -> str:
    of = assignment.limits
    most = f"{of.cpu_seconds:g} s, or {of.cpu_factor:g} times what the model solution needs on the same computer"
    rows = (
        ("CPU time of all calls of a task", f"{most}, if that is more; then `time_limit`"),
        ("waiting instead of computing", f"{of.wall_factor:g} times as long; then `time_limit`"),
        ("CPU time of the small calls of `proof`", f"{of.proof_cpu_seconds:g} s; nothing is lost beyond it"),
        ("memory", f"{of.memory_mb} MB; then `memory_limit`"),
        ("printed text", f"{of.output_mb} MB; then `output_limit`"),
        ("size of a file", f"{LARGEST // 2**20} MiB; then `not_loadable`"),
    )
    return "| what | at most |\n|---|---|\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main() -> int:
    """Write the page anew."""
    whole = assignments.load(reference.FOLDER, CHECK_IDS)
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), whole), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
