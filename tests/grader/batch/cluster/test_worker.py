"""What becomes of what a worker has that pauses, or is told to end and does so in order."""

import hashlib
import os
import signal
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

import pytest

from checks.model import Source, TaskFiles
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.batch.cluster.engine import Cluster
from grader.judging.items import NOT_RUN, Judgement, WorkItem
from grader.sandbox.levels import LEVELS
from tests.dask_cluster import DaskCluster
from tests.grader.batch.cluster.batches import NOTED, preload
from tests.processes import DEADLINE, until

TOML = """
name = "Same"
[limits]
cpu_seconds = 2
wall_factor = 100
[[tasks]]
id = "1"
title = "Same"
file = "same.py"
function = "same"
arguments.x = { array = "n" }
"""
RIGHT, ENDLESS = b"def same(x):\n    return x\n", b"def same(x):\n    while True:\n        pass\n"

PAUSED = f"""\
from distributed import get_worker
    from distributed.core import Status
    dask_worker = get_worker()
    dask_worker.loop.add_callback(setattr, dask_worker, 'status', Status.paused)
    {NOTED}"""


@contextmanager
def asked(folder: Path, dask: DaskCluster, workers: int, first: str) -> Iterator[Future[Judgement]]:
    """A program that takes all its time, given to one of these workers, which does something before it judges."""
    (folder / "assignment.toml").write_text(TOML)
    (folder / "same.py").write_bytes(RIGHT)
    files = TaskFiles(Source("same.py", ENDLESS, hashlib.sha256(ENDLESS).hexdigest(), executable=True))
    for _ in range(workers):
        dask.worker("--no-nanny", *preload(folder, first))
    dask.joined(workers)
    with Cluster(dask.address, load(folder, CHECK_IDS), tuple(LEVELS), pytest.fail) as engine:
        yield engine.submit(WorkItem("1", files))


def was_run(said: Future[Judgement]) -> bool:
    """Whether what is said of the work is not that the grader failed."""
    ran = said.result(DEADLINE).ran
    assert ran is not None
    return ran.isolation != NOT_RUN


def test_what_a_worker_has_that_pauses_is_judged_to_its_end(dask: DaskCluster, tmp_path: Path) -> None:
    """As Dask has one do that is short of memory: it is given no more until it has some again."""
    with asked(tmp_path, dask, 1, PAUSED) as said:
        assert was_run(said)
    assert len((tmp_path / "judged").read_text().splitlines()) == 1


def test_what_a_worker_had_that_is_ended_in_order_is_judged_by_another(dask: DaskCluster, tmp_path: Path) -> None:
    """That its judges were ended at work is nothing that is said of the work."""
    judged = tmp_path / "judged"
    with asked(tmp_path, dask, 2, NOTED) as said:
        pid, _ = until(lambda: judged.exists() and judged.read_text(), "a worker at work").split()
        os.kill(int(pid), signal.SIGTERM)
        assert was_run(said)
    assert len(judged.read_text().splitlines()) == 2
