"""The page that says how this was tested counts what there is, and names nothing that is not there.

`make test ARGS="-k tested --renew"` writes its table anew.
"""

import re
import tomllib
from pathlib import Path

import pytest

from checks.pipeline import CHECK_IDS
from tests.attacks.every import ATTACKS
from tests.conftest import ROOT
from tests.grading import SUBMISSIONS
from tests.teaching import corpus

PAGE = ROOT / "docs" / "engineers" / "tested.md"
COUNTED = re.compile(r"(?s)(?<=<!-- counted -->\n).*?(?=<!-- end -->)")
PROGRAMS = ROOT / "tests" / "programs"
KINDS = ("convolution", "pooling")


def entries(file: str) -> int:
    """How many tables of its first level a TOML file has, or its one list of tables."""
    found = tomllib.loads((ROOT / file).read_text())
    return sum(len(value) if isinstance(value, list) else 1 for value in found.values())


def properties() -> int:
    """The tests that hypothesis makes the input of."""
    return sum(path.read_text().count("\n@given") for path in (ROOT / "tests").rglob("test_*.py"))


def counted() -> str:
    """The table: how many there are of what, and where."""
    causes = sum(entries(f"checks/exercises/{kind}/diagnosis/misconceptions.toml") for kind in KINDS)
    rows = (
        (len(ATTACKS), "hostile submissions", "`tests/attacks/`"),
        (sum(len(attack.levels) for attack in ATTACKS), "runs of them, each at its levels", "`tests/attacks/`"),
        (sum(path.is_dir() for path in SUBMISSIONS.iterdir()), "samples with a stated result", "`submissions/`"),
        (len(CHECK_IDS), "checks of a task", "`grader explain`"),
        (causes, "causes with a name", "`checks/exercises/*/diagnosis/misconceptions.toml`"),
        (sum(len(corpus.together(task)) for task in corpus.TASKS), "labelled mistakes", "`tests/teaching/`"),
        (sum(1 for _ in corpus.programs()), "labelled wrong programs made of them", "`python -m tests.teaching`"),
        (len(list(PROGRAMS.rglob("*.py"))), "further programs, right and wrong", "`tests/programs/`"),
        (entries("reference/equivalent.toml"), "mutants that are none", "`reference/equivalent.toml`"),
        (properties(), "properties that hypothesis tries to break", "`@given` in `tests/`"),
    )
    table = (
        "| how many | what | where |",
        "|---:|---|---|",
        *(f"| {n} | {what} | {where} |" for n, what, where in rows),
    )
    return "\n".join(["", *table, "", ""])


def test_the_page_counts_what_there_is(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text()
    renewed = COUNTED.sub(lambda _: counted(), text)
    if request.config.getoption("--renew") and renewed != text:
        PAGE.write_text(renewed)
        pytest.skip("the page is written anew: read what has changed in git diff")
    assert text == renewed


@pytest.mark.parametrize("page", [PAGE, ROOT / "SECURITY.md"], ids=lambda page: page.name)
def test_every_file_and_target_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text()
    files = set(re.findall(r"`((?:tests|reference|submissions|docs)/[\w./-]+|test_\w+\.py|requirements\.lock)`", text))
    missing = [name for name in files if not (ROOT / name).exists() and not list((ROOT / "tests").rglob(name))]
    assert missing == []
    targets = set(re.findall(r"`make (\w+)", text))
    assert targets <= set(re.findall(r"^(\w+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_the_figures_of_the_text_are_those_of_the_table() -> None:
    text = PAGE.read_text()
    table = COUNTED.search(text)
    assert table
    programs, mistakes = (re.search(rf"\| (\d+) \| {what}", table[0]) for what in ("labelled wrong", "labelled mist"))
    assert programs
    assert mistakes
    assert f"{programs[1]} labelled wrong programs: {mistakes[1]} mistakes" in text
