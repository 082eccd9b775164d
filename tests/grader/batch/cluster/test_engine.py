"""A class on a Dask cluster: a real scheduler, and workers that are lost or join late."""

import hashlib
import os
import shutil
import signal
from collections.abc import Mapping
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
from tests.grader.batch.cluster.batches import HELD, KILLED, NOTED, batch, begun, grades, preload, records, timeless
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

# --- what goes well --------------------------------------------------------------------------------


def test_two_workers_give_the_grades_of_one_machine(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    noted = preload(tmp_path, NOTED)
    workers = [dask.worker("--no-nanny", *noted) for _ in range(2)]
    dask.joined(2)
    result = batch(handed_in, tmp_path / "out", "--cluster", dask.address)
    assert result.returncode == 0, result.stderr
    assert grades(tmp_path / "out") == wanted
    assert len(result.stderr.splitlines()) == len(wanted), result.stderr
    pids, items = zip(*(line.split() for line in (tmp_path / "judged").read_text().splitlines()), strict=True)
    assert set(pids) == {str(worker.pid) for worker in workers}
    assert len(set(items)) == len(items)
    for worker in workers:
        until(lambda worker=worker: not running(worker.pid), "the end of the judges")


def test_a_worker_that_joins_later_is_used(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    """The first is held up by the work item that bears a mark, so the others are left to the second."""
    out, holds = tmp_path / "out", tmp_path / "holds"
    dask.worker("--no-nanny", *preload(tmp_path, HELD))
    grading = begun(handed_in, out, "--cluster", dask.address)
    pid = int(until(lambda: holds.exists() and holds.read_text(), "the first worker at work"))
    dask.worker("--no-nanny")
    assert grading.stderr is not None
    lines = [grading.stderr.readline() for _ in range(len(wanted) - 1)]
    os.kill(pid, signal.SIGKILL)
    _, rest = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 0, [*lines, rest]
    assert "marked" in rest
    assert grades(out) == wanted


def test_a_worker_judges_where_the_folder_of_the_assignment_is_not(dask: DaskCluster, tmp_path: Path) -> None:
    """It has its bytes: the model solution, which is the answer here, and the data of a call."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "assignment.toml").write_text(DOUBLES)
    (folder / "double.py").write_text("def double(x):\n    return 2 * x\n")
    np.savez(folder / "data.npz", x=np.arange(3.0))
    assignment = load(folder, CHECK_IDS)
    shutil.rmtree(folder)
    dask.worker("--no-nanny")
    with Cluster(dask.address, assignment, tuple(LEVELS), pytest.fail) as engine:
        for factor, right in (("2", True), ("3", False)):
            data = f"def double(x):\n    return x * {factor}\n".encode()
            files = TaskFiles(Source("double.py", data, hashlib.sha256(data).hexdigest(), executable=True))
            ran = engine.submit(WorkItem("1", files)).result(DEADLINE).ran
            assert ran is not None
            assert failed(ran.judged["values"]) is not right, ran


# --- what is lost ----------------------------------------------------------------------------------


def test_what_a_killed_worker_had_is_judged_by_another(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    held = preload(tmp_path, HELD)
    workers = {worker.pid: worker for worker in (dask.worker("--no-nanny", *held) for _ in range(2))}
    dask.joined(2)
    grading = begun(handed_in, tmp_path / "out", "--cluster", dask.address)
    holds = tmp_path / "holds"
    pid = int(until(lambda: holds.exists() and holds.read_text(), "the marked work item at a worker"))
    judges = running(pid)
    assert judges
    os.kill(pid, signal.SIGKILL)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 0, said
    assert grades(tmp_path / "out") == wanted
    workers[pid].wait()
    until(gone(judges), "the end of the judges of the worker that was killed")


def test_a_work_item_that_kills_workers_is_reported_and_the_rest_is_graded(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    killed = preload(tmp_path, KILLED)
    for _ in range(2):
        dask.worker("--nanny", *killed)
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
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    dask.worker("--no-nanny", *preload(tmp_path, HELD))
    grading = begun(handed_in, out, "--cluster", dask.address)
    until((tmp_path / "holds").exists, "the worker at work")
    dask.scheduler.kill()
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 3
    last = said.splitlines()[-1]
    assert last.startswith("grader: the connection to the scheduler was lost; what was graded is kept")
    before = records(out)
    assert 0 < len(before) < len(wanted)

    (tmp_path / "another").mkdir()
    with DaskCluster(tmp_path / "another") as another:
        another.worker("--no-nanny")
        result = batch(handed_in, out, "--cluster", another.address)
    assert result.returncode == 0, result.stderr
    assert result.stderr.count("as before") == len(before)
    assert grades(out) == wanted
    assert {student: records(out)[student] for student in before} == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C twice", "kill -9"])
def test_the_judges_end_with_the_batch(
    number: signal.Signals, dask: DaskCluster, handed_in: Path, tmp_path: Path
) -> None:
    worker = dask.worker("--no-nanny", *preload(tmp_path, HELD))
    grading = begun(handed_in, tmp_path / "out", "--cluster", dask.address)
    until((tmp_path / "holds").exists, "the worker at work")
    assert running(worker.pid)
    grading.send_signal(number)
    if number == signal.SIGINT:
        assert grading.stderr is not None
        until(lambda: "stopping" in grading.stderr.readline(), "the word that it stops")
        grading.send_signal(number)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == (130 if number == signal.SIGINT else -number), said
    until(lambda: not running(worker.pid), "the end of the judges")
    assert worker.poll() is None


def test_ctrl_c_finishes_what_is_under_way(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    worker = dask.worker("--no-nanny", "--nthreads", "2")
    grading = begun(handed_in, out, "--cluster", dask.address)
    assert grading.stderr is not None
    grading.stderr.readline()
    grading.send_signal(signal.SIGINT)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 130, said
    kept = grades(out)
    assert kept
    assert kept.items() <= wanted.items()
    until(lambda: not running(worker.pid), "the end of the judges")


def test_a_worker_of_another_version_that_joins_later_is_not_used(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], another_version: Path, tmp_path: Path
) -> None:
    out, holds = tmp_path / "out", tmp_path / "holds"
    held = preload(tmp_path, HELD)
    for _ in range(2):
        dask.worker("--no-nanny", *held)
    dask.joined(2)
    grading = begun(handed_in, out, "--cluster", dask.address)
    pid = int(until(lambda: holds.exists() and holds.read_text(), "a worker at work"))
    dask.worker("--no-nanny", path=another_version)
    assert grading.stderr is not None
    until(lambda: "another version" in grading.stderr.readline(), "the word on the worker")
    os.kill(pid, signal.SIGKILL)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 0, said
    assert grades(out) == wanted
