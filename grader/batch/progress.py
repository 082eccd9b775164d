"""What happens in a batch under way, and how it is shown: a bar in a terminal, elsewhere one line per result."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
from rich.text import Text

from checks.model import Verdict
from grader.batch.journal import Record

SHOWN = 2  # submissions that are named as under way
MOST_NAME = 24
MOST_FAILURES = 50  # that are told one by one
STYLES = {Verdict.ACCEPTED: "green", Verdict.MISSING: "yellow", Verdict.INTERNAL_ERROR: "bold red"}


class Begun(Struct, frozen=True):
    """A submission was read, and something of it is to be judged."""

    student: str


class Kept(Struct, frozen=True):
    """A submission was journalled before, and is the same."""

    student: str


Event = Begun | Kept | Record
"""What happens to a student's submission in a batch: a Record is journalled."""


class Tally:
    """What became of the submissions of one run; shows nothing."""

    def __init__(self) -> None:
        self.graded, self.same = 0, 0
        self.verdicts: Counter[Verdict] = Counter()  # of the tasks graded
        self.failures = 0  # submissions for which the grader failed
        self.internal: list[tuple[str, str]] = []  # the first of them: student, and what failed
        self.failed = False  # whether the grader failed in what counts
        self.under_way: dict[str, None] = {}

    @property
    def done(self) -> int:
        """Submissions that this run is through with."""
        return self.graded + self.same

    def count(self, event: Event) -> None:
        """Take in what happened."""
        if isinstance(event, Begun):
            self.under_way[event.student] = None
        elif isinstance(event, Kept):
            self.same += 1
        else:
            self.under_way.pop(event.entry.student, None)
            self.graded += 1
            self.verdicts.update(task.verdict for task in event.grade.tasks)
            self.failed |= event.internal
            self.failures += event.unfinished
            if event.unfinished and len(self.internal) < MOST_FAILURES:
                self.internal.append((event.entry.student, failure_of(event)))


def failure_of(record: Record) -> str:
    """What failed in the grader, of a record in which something did."""
    found = (finding for task in record.grade.judged for result in task.checks for finding in result.findings)
    return next((finding.message for finding in found if finding.verdict is Verdict.INTERNAL_ERROR), "")


def lines(console: Console, tally: Tally, total: int) -> Callable[[Event], None]:
    """Shows one line per result, whose event was counted."""

    def show(event: Event) -> None:
        if isinstance(event, Begun):
            return  # nothing is said before there is a result
        if isinstance(event, Kept):
            student, text = event.student, "as before"
        else:
            score = event.grade.score
            verdicts = ", ".join(f"{task.task.id} {task.verdict}" for task in event.grade.tasks)
            student, text = event.entry.student, f"{score.earned:g} / {score.possible:g}  {verdicts}"
        console.print(f"{tally.done}/{total}  {student}  {text}", soft_wrap=True)

    return show


class _Field(ProgressColumn):
    """A text that is given with every update: what it holds is not taken for markup."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def render(self, task: Task) -> Text:
        """The text."""
        text: Text = task.fields[self._name]
        return text


@contextmanager
def bar(console: Console, tally: Tally, total: int) -> Iterator[Callable[[Event], None]]:
    """Shows a bar with the rate, the time left, the tasks by verdict, and what is under way, as they were counted."""
    with Progress(
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        _Field("rate"),
        TimeRemainingColumn(compact=True),
        _Field("verdicts"),
        _Field("names"),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("", total=total, rate=Text(), verdicts=Text(), names=Text())

        def show(event: Event) -> None:
            elapsed = progress.tasks[0].elapsed
            names = [name[:MOST_NAME] for name in list(tally.under_way)[:SHOWN]]
            more = len(tally.under_way) - len(names)
            progress.update(
                task,
                completed=tally.done,
                rate=Text(f"{tally.graded / elapsed:.1f}/s" if elapsed and tally.graded else ""),
                verdicts=_counts(tally.verdicts),
                names=Text(", ".join(names) + (f" +{more}" if more > 0 else ""), "dim"),
            )

        yield show


def _counts(verdicts: Counter[Verdict]) -> Text:
    """How many tasks have each verdict, in the order of the verdicts."""
    text = Text()
    for verdict in reversed(Verdict):
        if verdicts[verdict]:
            text.append(f"{verdicts[verdict]} {verdict}  ", STYLES.get(verdict, "red"))
    text.rstrip()
    return text
