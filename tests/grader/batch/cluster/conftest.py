import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.model import Grade
from tests.assignments import folder_with
from tests.conftest import ROOT
from tests.dask_cluster import DaskCluster
from tests.grader.batch.cluster.batches import FILE, HANDED_IN, MARK, Begun, Hold, batch, grades, policy_of
from tests.grading import SUBMISSIONS
from tests.numbered import brief


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with DaskCluster(tmp_path_factory.mktemp("dask")) as cluster:
        yield cluster


@pytest.fixture
def dask(scheduler: DaskCluster) -> Iterator[DaskCluster]:
    """A scheduler, for workers of the test's own."""
    yield scheduler
    scheduler.end_workers()


@pytest.fixture
def begun() -> Iterator[Begun]:
    with Begun() as begins:
        yield begins


@pytest.fixture
def hold(tmp_path: Path) -> Hold:
    return Hold(tmp_path)


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class: some of the samples, one handed in twice, and one that bears a mark."""
    folder = tmp_path_factory.mktemp("class")
    for name in HANDED_IN:
        shutil.copytree(SUBMISSIONS / name, folder / name)
    shutil.copytree(SUBMISSIONS / "untidy_style", folder / "untidy_style_again")
    shutil.copytree(SUBMISSIONS / "correct_np_pad", folder / "marked")
    with open(folder / "marked" / FILE, "a") as file:
        file.write(f"{MARK}\n")
    folder_with(policy_of(folder), brief())
    return folder


@pytest.fixture(scope="session")
def wanted(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Grade]:
    """What one machine says of the class."""
    out = tmp_path_factory.mktemp("one machine") / "out"
    assert batch(handed_in, out).returncode == 0
    return grades(out)


@pytest.fixture
def another_version(tmp_path: Path) -> Path:
    """A folder with this project, of which one check is another."""
    for floor in ("grader", "checks", "reference"):
        shutil.copytree(ROOT / floor, tmp_path / "another" / floor, ignore=shutil.ignore_patterns("__pycache__"))
    with open(tmp_path / "another" / "checks" / "loops.py", "a") as file:
        file.write("# another version\n")
    return tmp_path / "another"
