"""A class on a Dask cluster: a real scheduler, and workers that are lost, join late, or cannot be used."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from checks.assignment import Assignment
from checks.model import Grade
from grader.cli import run
from grader.cluster.engine import Cluster
from grader.cluster.errors import ClusterError
from grader.cluster.versions import difference
from grader.progress import failure_of
from grader.store import Record, Store
from tests.conftest import ROOT
from tests.dask_cluster import DEADLINE, DaskCluster, until
from tests.grading import SUBMISSIONS
from tests.processes import running

HANDED_IN = ("broken_partly_missing", "correct_kernel_loops", "forbidden_while", "untidy_style", "wrong_flipped_kernel")
MARK = "# a mark"
FILE = "0-convolve_grayscale_valid.py"
# What a worker is given to load when it starts: it is told of every Order that it has to judge, and has them judged.
ORDERS = """
import hashlib, os, signal, time
from pathlib import Path
from grader.cluster import worker
here = Path({here!r})
judge = vars(worker).setdefault("really_judge", worker.judge)  # Dask loads this file more than once
def first(lease, order):
    {first}
    return judge(lease, order)
worker.judge = first
"""
NOTED = "(here / 'judged').open('a').write(f'{os.getpid()} {hashlib.sha256(order).hexdigest()}\\n')"
HELD = f"""\
if {MARK.encode()} in order and not (here / 'holds').exists():
        (here / 'holds').write_text(str(os.getpid()))
        time.sleep(3600)"""
KILLED = f"if {MARK.encode()} in order: os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[DaskCluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    with DaskCluster(folder) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class: some of the samples, one handed in twice, and one that bears a mark."""
    folder = tmp_path_factory.mktemp("class")
    for name in HANDED_IN:
        shutil.copytree(SUBMISSIONS / name, folder / name)
    shutil.copytree(SUBMISSIONS / "untidy_style", folder / "untidy_style_again")
    shutil.copytree(SUBMISSIONS / "correct_np_pad", folder / "marked")
    with open(folder / "marked" / FILE, "a") as file:
        file.write(f"{MARK}\n")
    return folder


@pytest.fixture(scope="module")
def wanted(handed_in: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Grade]:
    """What one machine says of the class."""
    out = tmp_path_factory.mktemp("one machine") / "out"
    assert batch(handed_in, out).returncode == 0
    return grades(out)


def command(handed_in: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "grader", "batch", str(handed_in), "--out", str(out), *options]


def batch(handed_in: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(handed_in, out, *options), cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE, check=False
    )


def begun(handed_in: Path, out: Path, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(handed_in, out, *options), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def records(out: Path) -> dict[str, Record]:
    with Store(out) as store:
        return {record.entry.student: record for record in store.records()}


def grades(out: Path) -> dict[str, Grade]:
    """What was journalled, without what was measured."""
    return {student: timeless(record.grade) for student, record in records(out).items()}


def timeless(grade: Grade) -> Grade:
    tasks = tuple(msgspec.structs.replace(task, cpu_seconds=None) for task in grade.tasks)
    return msgspec.structs.replace(grade, tasks=tasks)


def preload(folder: Path, first: str) -> tuple[str, Path]:
    """The option that has a worker do something before it judges an Order."""
    (folder / "preload.py").write_text(ORDERS.format(here=str(folder), first=first))
    return "--preload", folder / "preload.py"


def gone(pids: list[int]) -> Callable[[], bool]:
    return lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids)


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
    pids, orders = zip(*(line.split() for line in (tmp_path / "judged").read_text().splitlines()), strict=True)
    assert set(pids) == {str(worker.pid) for worker in workers}
    assert len(set(orders)) == len(orders)
    for worker in workers:
        until(lambda worker=worker: not running(worker.pid), "the end of the stations")


def test_a_worker_that_joins_later_is_used(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    """The first is held up by the Order that bears a mark, so the others are left to the second."""
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


# --- what is lost ----------------------------------------------------------------------------------


def test_what_a_killed_worker_had_is_judged_by_another(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    held = preload(tmp_path, HELD)
    workers = {worker.pid: worker for worker in (dask.worker("--no-nanny", *held) for _ in range(2))}
    dask.joined(2)
    grading = begun(handed_in, tmp_path / "out", "--cluster", dask.address)
    holds = tmp_path / "holds"
    pid = int(until(lambda: holds.exists() and holds.read_text(), "the marked Order at a worker"))
    stations = running(pid)
    assert stations
    os.kill(pid, signal.SIGKILL)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 0, said
    assert grades(tmp_path / "out") == wanted
    workers[pid].wait()
    until(gone(stations), "the end of the stations of the worker that was killed")


def test_an_order_that_kills_workers_is_reported_and_the_rest_is_graded(
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
def test_the_stations_end_with_the_batch(
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
    until(lambda: not running(worker.pid), "the end of the stations")
    assert worker.poll() is None


def test_ctrl_c_finishes_what_is_under_way(
    dask: DaskCluster, handed_in: Path, wanted: Mapping[str, Grade], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    worker = dask.worker("--no-nanny")
    grading = begun(handed_in, out, "--cluster", dask.address)
    assert grading.stderr is not None
    grading.stderr.readline()
    grading.send_signal(signal.SIGINT)
    _, said = grading.communicate(timeout=DEADLINE)
    assert grading.returncode == 130, said
    kept = grades(out)
    assert kept
    assert kept.items() <= wanted.items()
    until(lambda: not running(worker.pid), "the end of the stations")


# --- what is refused -------------------------------------------------------------------------------


@pytest.fixture
def another_version(tmp_path: Path) -> Path:
    """A folder with this project, of which one check is another."""
    for floor in ("grader", "checks", "reference"):
        shutil.copytree(ROOT / floor, tmp_path / "another" / floor, ignore=shutil.ignore_patterns("__pycache__"))
    with open(tmp_path / "another" / "checks" / "loops.py", "a") as file:
        file.write("# another version\n")
    return tmp_path / "another"


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


def test_all_stations_have_the_best_level_that_every_worker_has(
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
from grader.cluster import worker
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
    with pytest.raises(ClusterError, match=r"^worker tcp://\S+ does not have this grader: No module named"):
        Cluster(dask.address, assignment, ("landlock",), pytest.fail)


def test_a_cluster_without_workers_is_refused(dask: DaskCluster, assignment: Assignment) -> None:
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


def test_the_number_of_stations_is_the_workers_affair(handed_in: Path, tmp_path: Path) -> None:
    result = batch(handed_in, tmp_path / "out", "--cluster", "tcp://127.0.0.1:8786", "--jobs", "2")
    assert result.returncode == 2
    assert result.stderr.startswith("grader: --jobs is for this machine")


@pytest.mark.parametrize(
    ("there", "said"),
    [
        pytest.param({}, "", id="nothing"),
        pytest.param({"numpy": "1"}, "numpy 1 there, 2 here; install the same there", id="a library"),
        pytest.param({"numpy": "1", "grader": "c"}, "numpy 1 there, 2 here; install the same there", id="and its hash"),
        pytest.param({"grader": "c"}, "grader c there, d here; install the same there", id="the grader itself"),
    ],
)
def test_the_difference_of_two_versions_names_what_differs(there: dict[str, str], said: str) -> None:
    here = {"Python": "3", "numpy": "2", "grader": "d"}
    assert difference({**here, **there}, here) == said
