"""A class on three machines, each with an address of its own, one of which is cut off while it is graded."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from checks.model import Grade
from tests.dask_cluster import DaskCluster
from tests.grader.batch.cluster.batches import HELD, Begun, Hold, grades, preload, records
from tests.machines import Machines, lacking
from tests.processes import DEADLINE, gone, running, until

SOON = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__TCP": "11s"}  # the least that Dask takes; 30 s without it


@pytest.fixture
def machines(miss: Callable[[str], None]) -> Iterator[Machines]:
    if reason := lacking():
        miss(reason)
    with Machines(3) as joined:
        yield joined


@pytest.fixture
def cluster(machines: Machines, tmp_path: Path) -> Iterator[DaskCluster]:
    """A scheduler on the first."""
    with DaskCluster(tmp_path, machines[0], **SOON) as dask:
        yield dask


def test_what_a_machine_had_that_is_cut_off_is_judged_once_by_another(
    machines: Machines,
    cluster: DaskCluster,
    begun: Begun,
    handed_in: Path,
    wanted: Mapping[str, Grade],
    hold: Hold,
    tmp_path: Path,
) -> None:
    """It is reached again while the other is still at it."""
    out, held = tmp_path / "out", preload(tmp_path, HELD)
    workers = {
        (worker := cluster.worker("--no-nanny", *held, machine=each)).pid: (worker, each) for each in machines[1:]
    }
    cluster.joined(2)
    hold.begin()
    grading = begun(handed_in, out, "--cluster", cluster.address, inside=machines[0].inside, **SOON)
    pid = hold.held()
    worker, machine = workers[pid]
    judges = running(pid)
    machines.cut(machine)
    other = hold.held(but=pid)
    assert other in workers
    machines.join(machine)
    hold.let_go(pid)  # what it says now is no more asked for
    worker.wait()  # until it is started again
    assert gone(judges)()
    hold.let_go(other)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 0, said
    assert len(said.splitlines()) == len(wanted), said
    assert grades(out) == wanted


def test_a_batch_that_is_cut_off_from_the_scheduler_ends_and_goes_on(
    machines: Machines,
    cluster: DaskCluster,
    begun: Begun,
    handed_in: Path,
    wanted: Mapping[str, Grade],
    hold: Hold,
    tmp_path: Path,
) -> None:
    out, here = tmp_path / "out", machines[2]
    worker = cluster.worker("--no-nanny", *preload(tmp_path, HELD), machine=machines[1])
    hold.begin()
    grading = begun(handed_in, out, "--cluster", cluster.address, inside=here.inside, **SOON)
    pid = hold.held()
    machines.cut(here)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 3, said
    assert "grader: the connection to the scheduler was lost; what was graded is kept" in said.splitlines()[-1]
    before = records(out)
    assert len(before) < len(wanted)
    until(lambda: not running(worker.pid), "the end of the judges")
    machines.join(here)
    hold.end()
    hold.let_go(pid)
    grading = begun(handed_in, out, "--cluster", cluster.address, inside=here.inside, **SOON)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 0, said
    assert said.count("as before") == len(before)
    assert grades(out) == wanted
