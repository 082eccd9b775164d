"""What a worker says when it is told to end, and does so in order."""

import hashlib
import os
import signal
from pathlib import Path

import pytest

from checks.model import Source, TaskFiles
from checks.pipeline import CHECK_IDS
from grader.assignment import load
from grader.batch.cluster.engine import Cluster
from grader.judging.items import WorkItem
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


def test_what_a_worker_had_that_is_ended_in_order_is_judged_by_another(dask: DaskCluster, tmp_path: Path) -> None:
    """That its judges were ended at work is nothing that is said of the work."""
    (tmp_path / "assignment.toml").write_text(TOML)
    (tmp_path / "same.py").write_bytes(RIGHT)
    files = TaskFiles(Source("same.py", ENDLESS, hashlib.sha256(ENDLESS).hexdigest(), executable=True))
    for _ in range(2):
        dask.worker("--no-nanny", *preload(tmp_path, NOTED))
    dask.joined(2)
    with Cluster(dask.address, load(tmp_path, CHECK_IDS), tuple(LEVELS), pytest.fail) as engine:
        said = engine.submit(WorkItem("1", files))
        judged = tmp_path / "judged"
        pid, _ = until(lambda: judged.exists() and judged.read_text(), "a worker at work").split()
        os.kill(int(pid), signal.SIGTERM)
        ran = said.result(DEADLINE).ran
        assert ran is not None
        assert ran.isolation == engine.isolation, ran
    assert len(judged.read_text().splitlines()) == 2
