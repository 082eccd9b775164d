"""Which clusters and workers are refused, and how that is told."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.model.assignment import Assignment
from grader.batch.cluster import staff
from grader.batch.cluster.engine import Cluster
from grader.batch.cluster.errors import ClusterError
from grader.cli import run
from tests.dask_cluster import DaskCluster
from tests.grader.batch.cluster.batches import batch, grades


def test_a_worker_of_another_version_is_refused(
    dask: DaskCluster, handed_in: Path, another_version: Path, tmp_path: Path
) -> None:
    dask.worker("--no-nanny", path=another_version)
    result = batch(handed_in, tmp_path / "out", "--cluster", dask.address)
    assert result.returncode == 2
    assert re.fullmatch(
        r"grader: worker tcp://127\.0\.0\.1:\d+ has another version: grader \w{12} there, \w{12} here; .*\n",
        result.stderr,
    ), result.stderr
    assert grades(tmp_path / "out") == {}


def test_all_judges_have_the_best_level_that_every_worker_has(
    dask: DaskCluster, assignment: Assignment, tmp_path: Path, need: Callable[..., None]
) -> None:
    need("full")
    dask.worker("--no-nanny")
    dask.worker("--no-nanny", *lacking(tmp_path, "full"))
    dask.joined(2)
    with Cluster(dask.address, assignment, ("full", "landlock"), pytest.fail) as engine:
        assert engine.isolation == "landlock"
        assert engine.slots == 2
    with pytest.raises(ClusterError, match=r"^worker tcp://\S+ lacks isolation `full`: not here$"):
        Cluster(dask.address, assignment, ("full",), pytest.fail)


def lacking(folder: Path, level: str) -> tuple[str, Path]:
    """The option that takes an isolation level from a worker."""
    (folder / "lacking.py").write_text(f"""
from grader.batch.cluster import worker
from grader.sandbox.server import IsolationError
Pool = vars(worker).setdefault("really_Pool", worker.Pool)  # Dask loads this file more than once
def without(assignment, levels, folder, size):
    if not (left := [level for level in levels if level != {level!r}]):
        raise IsolationError("not here")
    return Pool(assignment, left, folder, size)
worker.Pool = without
""")
    return "--preload", folder / "lacking.py"


def test_a_worker_without_the_grader_is_refused(dask: DaskCluster, assignment: Assignment, tmp_path: Path) -> None:
    (tmp_path / "grader").mkdir()
    (tmp_path / "grader" / "__init__.py").write_text("")
    dask.worker("--no-nanny", path=tmp_path)
    with pytest.raises(ClusterError, match=r"^worker tcp://\S+ cannot run this grader: ModuleNotFoundError"):
        Cluster(dask.address, assignment, ("landlock",), pytest.fail)


def test_a_cluster_without_workers_is_refused(dask: DaskCluster, assignment: Assignment, monkeypatch) -> None:
    monkeypatch.setattr(staff, "FIRST_SECONDS", 0.5)
    with pytest.raises(ClusterError, match=rf"^{dask.address} has no worker: start one with `dask worker"):
        Cluster(dask.address, assignment, ("landlock",), pytest.fail)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param(
            "tcp://127.0.0.1:1", "no Dask scheduler can be reached at tcp://127.0.0.1:1: ", id="nobody listens"
        ),
        pytest.param("nonsense", "`nonsense` is no address of a Dask scheduler", id="no address"),
        pytest.param("http://127.0.0.1:80", "`http://127.0.0.1:80` is no address of a Dask", id="another protocol"),
        pytest.param("tls://127.0.0.1:1", "no Dask scheduler can be reached at tls://127.0.0.1:1: TLS", id="no keys"),
    ],
)
def test_what_is_no_scheduler_is_told_in_a_line(address: str, said: str, handed_in: Path, tmp_path: Path) -> None:
    result = batch(handed_in, tmp_path / "out", "--cluster", address)
    assert result.returncode == 2
    assert result.stderr.startswith(f"grader: {said}")
    assert result.stderr.count("\n") == 1


def test_without_distributed_the_command_says_what_to_install(handed_in, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(["batch", str(handed_in), "--out", str(tmp_path / "out"), "--cluster", "tcp://127.0.0.1:8786"]) == 2
    assert capsys.readouterr().err == (
        "grader: --cluster needs dask.distributed: pip install 'convolution-grader[cluster]'\n"
    )


def test_the_number_of_judges_is_the_workers_affair(handed_in: Path, tmp_path: Path, capsys) -> None:
    words = [
        "batch",
        str(handed_in),
        "--out",
        str(tmp_path / "out"),
        "--cluster",
        "tcp://127.0.0.1:8786",
        "--jobs",
        "2",
    ]
    assert run(words) == 2
    assert capsys.readouterr().err.startswith("grader: --jobs is for this machine")
