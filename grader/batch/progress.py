"""Shows a batch under way: a bar in a terminal, elsewhere one line per event."""

from collections import Counter

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn
from rich.text import Text

from checks.model import Verdict
from grader.batch.journal import Record

SHOWN = 2  # submissions that are named as under way
MOST_NAME = 24
STYLES = {Verdict.ACCEPTED: "green", Verdict.MISSING: "yellow", Verdict.INTERNAL_ERROR: "bold red"}


class Tally:
    """What became of the submissions of one run; shows nothing."""

    def __init__(self) -> None:
        self.graded, self.same = 0, 0
        self.verdicts: Counter[Verdict] = Counter()  # of the tasks graded
        self.internal: list[tuple[str, str]] = []  # student, and what failed in the grader
        self.under_way: dict[str, None] = {}

    @property
    def done(self) -> int:
        """Submissions that this run is through with."""
        return self.graded + self.same

    def begun(self, student: str) -> None:
        """A submission was read, and something of it may be to be judged."""
        self.under_way[student] = None

    def finished(self, record: Record) -> None:
        """A submission is journalled."""
        self.under_way.pop(record.entry.student, None)
        self.graded += 1
        self.verdicts.update(task.verdict for task in record.grade.tasks)
        if record.internal:
            self.internal.append((record.entry.student, failure_of(record)))

    def kept(self, student: str) -> None:
        """A submission was journalled before, and is the same."""
        self.same += 1


def failure_of(record: Record) -> str:
    """What failed in the grader, of a record in which something did."""
    found = (finding for task in record.grade.tasks for result in task.checks for finding in result.findings)
    return next((finding.message for finding in found if finding.verdict is Verdict.INTERNAL_ERROR), "")


class Lines:
    """One line per event."""

    def __init__(self, console: Console, tally: Tally, total: int) -> None:
        self._console, self._tally, self._total = console, tally, total

    def begun(self, student: str) -> None:
        """Nothing is said before there is a result."""

    def finished(self, record: Record) -> None:
        """Say the verdicts and the points."""
        score = record.grade.score
        verdicts = ", ".join(f"{task.task.id} {task.verdict}" for task in record.grade.tasks)
        self._say(record.entry.student, f"{score.earned:g} / {score.possible:g}  {verdicts}")

    def kept(self, student: str) -> None:
        """Say that nothing was done."""
        self._say(student, "as before")

    def _say(self, student: str, text: str) -> None:
        self._console.print(f"{self._tally.done}/{self._total}  {student}  {text}", soft_wrap=True)


class _Field(ProgressColumn):
    """A text that is given with every update: what it holds is not taken for markup."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def render(self, task: Task) -> Text:
        """The text."""
        text: Text = task.fields[self._name]
        return text


class Bar:
    """A bar with the rate, the time left, the tasks by verdict, and what is under way; `with` shows it."""

    def __init__(self, console: Console, tally: Tally, total: int) -> None:
        self._tally = tally
        self._progress = Progress(
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            _Field("rate"),
            TimeRemainingColumn(compact=True),
            _Field("verdicts"),
            _Field("names"),
            console=console,
            transient=True,
        )
        self._bar = self._progress.add_task("", total=total, rate=Text(), verdicts=Text(), names=Text())

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def begun(self, student: str) -> None:
        """Name it among those under way."""
        self._show()

    def finished(self, record: Record) -> None:
        """Go on by one."""
        self._show()

    def kept(self, student: str) -> None:
        """Go on by one."""
        self._show()

    def _show(self) -> None:
        tally, task = self._tally, self._progress.tasks[0]
        rate = Text(f"{tally.graded / task.elapsed:.1f}/s" if task.elapsed and tally.graded else "")
        names = [name[:MOST_NAME] for name in list(tally.under_way)[:SHOWN]]
        more = len(tally.under_way) - len(names)
        self._progress.update(
            self._bar,
            completed=tally.done,
            rate=rate,
            verdicts=counted(tally.verdicts),
            names=Text(", ".join(names) + (f" +{more}" if more > 0 else ""), "dim"),
        )


def counted(verdicts: Counter[Verdict]) -> Text:
    """How many tasks have each verdict, in the order of the verdicts."""
    text = Text()
    for verdict in reversed(Verdict):
        if verdicts[verdict]:
            text.append(f"{verdicts[verdict]} {verdict}  ", STYLES.get(verdict, "red"))
    text.rstrip()
    return text
