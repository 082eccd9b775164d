"""A class on a Dask cluster: a real scheduler, and workers that are lost or join late."""

import hashlib
import shutil
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from checks.model import Grade, Source, TaskFiles
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.batch.cluster.engine import Cluster
from grader.batch.progress import failure_of
from grader.judging.failing import failed
from grader.judging.items import WorkItem
from grader.sandbox.levels import LEVELS
from tests.dask_cluster import DaskCluster
from tests.grader.batch.cluster.batches import (
    HELD,
    KILLED,
    NOTED,
    Begun,
    Hold,
    batch,
    grades,
    preload,
    records,
    timeless,
    told,
)
from tests.processes import DEADLINE, gone, running, until

DOUBLES = """
name = "Doubles"
[data.few]
file = "data.npz"
key = "x"
[[tasks]]
id = "1"
title = "Double"
file = "double.py"
function = "double"
arguments.x = { array = "n" }
[[tasks.calls]]
x = { data = "few" }
"""


class Pair(DaskCluster):
    """Two workers that end no batch; what is HELD, and noted, is in their folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        told = preload(folder, f"{NOTED}\n    {HELD}")
        self.workers = [self.worker("--no-nanny", *told) for _ in range(2)]
        self.hold = Hold(folder)

    def judges(self) -> list[int]:
        """What the workers have started."""
        return [process for worker in self.workers for process in running(worker.pid)]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with Pair(tmp_path_factory.mktemp("pair")) as cluster:
        cluster.joined(2)
        yield cluster


# --- what goes well --------------------------------------------------------------------------------


def test_two_workers_give_the_grades_of_one_machine(
    pair: Pair, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    result = batch(handed_in, tmp_path / "out", "--cluster", pair.address)
    assert result.returncode == 0, result.stderr
    assert grades(tmp_path / "out") == wanted
    assert len(result.stderr.splitlines()) == len(wanted), result.stderr
    pids, items = zip(*(line.split() for line in (pair.folder / "judged").read_text().splitlines()), strict=True)
    assert set(pids) == {str(worker.pid) for worker in pair.workers}
    assert len(set(items)) == len(items)
    until(lambda: not pair.judges(), "the end of the judges")


def test_a_worker_judges_where_the_folder_of_the_assignment_is_not(pair: Pair, tmp_path: Path) -> None:
    """It has its bytes: the model solution, which is the answer here, and the data of a call."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "assignment.toml").write_text(DOUBLES)
    (folder / "double.py").write_text("def double(x):\n    return 2 * x\n")
    np.savez(folder / "data.npz", x=np.arange(3.0))
    assignment = load(folder, CHECK_IDS)
    shutil.rmtree(folder)
    with Cluster(pair.address, assignment, tuple(LEVELS), pytest.fail) as engine:
        for factor, right in (("2", True), ("3", False)):
            data = f"def double(x):\n    return x * {factor}\n".encode()
            files = TaskFiles(Source("double.py", data, hashlib.sha256(data).hexdigest(), executable=True))
            ran = engine.submit(WorkItem("1", files)).result(DEADLINE).ran
            assert ran is not None
            assert failed(ran.judged["values"]) is not right, ran


# --- what is lost ----------------------------------------------------------------------------------


def test_workers_come_and_go_while_a_class_is_graded(
    dask: DaskCluster,
    begun: Begun,
    handed_in: Path,
    wanted: Mapping[str, Grade],
    another_version: Path,
    hold: Hold,
    tmp_path: Path,
) -> None:
    """The first is held up, and killed. The next is not used, since it has another version: what the first had, and
    what is left, waits for the third.
    """
    hold.begin()
    first = dask.worker("--no-nanny", *preload(tmp_path, HELD))
    grading = begun(handed_in, tmp_path / "out", "--cluster", dask.address)
    assert hold.held() == first.pid
    judges = running(first.pid)
    assert judges
    dask.worker("--no-nanny", path=another_version)
    said = told(grading, "another version")
    first.kill()
    dask.joined(1)
    dask.worker("--no-nanny")
    _, rest = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 0, said + rest
    assert grades(tmp_path / "out") == wanted
    first.wait()
    until(gone(judges), "the end of the judges of the worker that was killed")


def test_a_work_item_that_kills_workers_is_reported_and_the_rest_is_graded(
    handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    """Also what was beside it on the workers that were lost."""
    with DaskCluster(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as dask:
        for _ in range(2):
            dask.worker("--nanny", "--nthreads", "2", *preload(tmp_path, KILLED))
        dask.joined(2)
        result = batch(handed_in, tmp_path / "out", "--cluster", dask.address)
    assert result.returncode == 3, result.stderr
    found = records(tmp_path / "out")
    failed = found.pop("marked")
    assert [record for record in found.values() if record.internal] == []
    assert {student: timeless(record.grade) for student, record in found.items()} == {
        student: grade for student, grade in wanted.items() if student != "marked"
    }
    assert "2 workers were lost while they judged it" in failure_of(failed)
    assert [task.verdict for task in failed.grade.tasks] == ["internal_error", "accepted", "accepted"]


def test_without_its_scheduler_the_batch_ends_and_goes_on_with_another(
    pair: Pair, begun: Begun, handed_in: Path, wanted: Mapping[str, Grade], hold: Hold, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    hold.begin()
    with DaskCluster(tmp_path) as dask:
        dask.worker("--no-nanny", *preload(tmp_path, HELD))
        grading = begun(handed_in, out, "--cluster", dask.address)
        hold.held()
        dask.scheduler.kill()
        _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 3
    last = said.splitlines()[-1]
    assert last.startswith("grader: the connection to the scheduler was lost; what was graded is kept")
    assert "Traceback" not in said
    before = records(out)
    assert 0 < len(before) < len(wanted)
    result = batch(handed_in, out, "--cluster", pair.address)
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("as before") == len(before)
    assert grades(out) == wanted
    assert {student: records(out)[student] for student in before} == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C twice", "kill -9"])
def test_the_judges_end_with_the_batch(
    number: signal.Signals, pair: Pair, begun: Begun, handed_in: Path, tmp_path: Path
) -> None:
    pair.hold.begin()
    grading = begun(handed_in, tmp_path / "out", "--cluster", pair.address)
    pid = pair.hold.held()
    assert pair.judges()
    grading.send_signal(number)
    if number == signal.SIGINT:
        assert grading.stderr is not None
        until(lambda: "stopping" in grading.stderr.readline(), "the word that it stops")
        grading.send_signal(number)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == (130 if number == signal.SIGINT else -number), said
    assert "Traceback" not in said
    assert "Task" not in said
    until(lambda: not pair.judges(), "the end of the judges")
    assert [worker.poll() for worker in pair.workers] == [None, None]
    pair.hold.end()
    pair.hold.let_go(pid)


def test_ctrl_c_finishes_what_is_under_way(
    pair: Pair, begun: Begun, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    grading = begun(handed_in, out, "--cluster", pair.address)
    assert grading.stderr is not None
    grading.stderr.readline()
    grading.send_signal(signal.SIGINT)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 130, said
    kept = grades(out)
    assert kept
    assert kept.items() <= wanted.items()
    until(lambda: not pair.judges(), "the end of the judges")
