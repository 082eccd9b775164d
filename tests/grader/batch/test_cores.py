"""How many processors there are: in folders that look as Linux's do, and in a real control group."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.batch import cores
from tests.conftest import ROOT

V2 = "30 23 0:26 {mounted} /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n"
V1 = "32 31 0:29 {mounted} /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
ELSE = "22 1 0:21 / /proc rw - proc proc rw\n24 31 0:35 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n"


def quota(root: Path, group: str, mounts: str, files: dict[str, str]) -> float | None:
    """What is found where /proc says this and the groups' folders hold these files."""
    texts = {"proc/self/cgroup": group, "proc/self/mountinfo": ELSE + mounts, **files}
    for name, text in texts.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return cores._quota(root)


WHOLE_V2, WHOLE_V1 = V2.format(mounted="/"), V1.format(mounted="/")
IN_V1 = "4:memory:/a/b\n3:cpu,cpuacct:/a/b\n0::/\n"


@pytest.mark.parametrize(
    ("expected", "group", "mounts", "files"),
    [
        (1.5, "0::/a/b\n", WHOLE_V2, {"sys/fs/cgroup/a/b/cpu.max": "150000 100000\n"}),
        (2, "0::/a/b\n", WHOLE_V2, {"sys/fs/cgroup/a/cpu.max": "20 10\n", "sys/fs/cgroup/a/b/cpu.max": "max 1\n"}),
        (0.5, "0::/a/b\n", WHOLE_V2, {"sys/fs/cgroup/a/cpu.max": "5 10\n", "sys/fs/cgroup/a/b/cpu.max": "9 1\n"}),
        (3, "0::/\n", WHOLE_V2, {"sys/fs/cgroup/cpu.max": "300000 100000\n"}),
        (1.5, IN_V1, WHOLE_V1, {
            "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us": "150000\n",
            "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_period_us": "100000\n",
        }),
        (4, IN_V1, WHOLE_V1, {
            "sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us": "-1\n",
            "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us": "80000\n",
            "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us": "20000\n",
        }),
        (2, "3:cpu,cpuacct:/docker/f00\n", V1.format(mounted="/docker/f00"), {
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "200000\n",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
        }),
        (2, "0::/../../b\n", WHOLE_V2, {"sys/fs/cgroup/cpu.max": "200000 100000\n"}),
    ],
    ids=[
        "of its own group", "of a group around it", "the least of both", "seen from inside a container",
        "version 1, of its own group", "version 1, of a group around it", "version 1, a container's own group",
        "a group that lies outside of what can be seen",
    ],
)  # fmt: skip
def test_a_quota_is_found(expected: float, group: str, mounts: str, files: dict[str, str], tmp_path: Path) -> None:
    assert quota(tmp_path, group, mounts, files) == expected


@pytest.mark.parametrize(
    ("group", "mounts", "files"),
    [
        ("0::/a\n", WHOLE_V2, {"sys/fs/cgroup/a/cpu.max": "max 100000\n"}),
        ("0::/a\n", WHOLE_V2, {}),
        (IN_V1, WHOLE_V1, {"sys/fs/cgroup/cpu,cpuacct/a/b/cpu.cfs_quota_us": "-1\n"}),
        ("0::/a\n", WHOLE_V2, {"sys/fs/cgroup/b/cpu.max": "100000 100000\n"}),
        ("0::/a\n", WHOLE_V2, {"sys/fs/cgroup/a/cpu.max": "what is this\n"}),
        ("", "", {}),
        ("no groups here", "nor mounts", {}),
    ],
    ids=[
        "no limit",
        "no file",
        "version 1, no limit",
        "of somebody else",
        "not to be read",
        "no groups",
        "another form",
    ],
)
def test_without_one_there_is_none(group: str, mounts: str, files: dict[str, str], tmp_path: Path) -> None:
    assert quota(tmp_path, group, mounts, files) is None


def test_a_part_of_a_processor_counts_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_quota", lambda root: 0.2)
    assert cores.cores() == 1


@pytest.fixture
def group(miss) -> Iterator[Path]:
    """A control group of our own with half a processor."""
    folder = next((made for _, top in cores._groups(Path("/")) if (made := _made(top))), None)
    if folder is None:
        miss("this machine lets nobody make a control group with a quota")
    yield folder
    folder.rmdir()


def _made(top: Path) -> Path | None:
    folder = top / f"grader-test-{uuid.uuid4().hex}"
    try:
        folder.mkdir()
    except OSError:
        return None
    for name, half in (("cpu.max", "50000 100000"), ("cpu.cfs_quota_us", "50000")):
        if (folder / name).exists():
            (folder / name).write_text(half)
            return folder
    folder.rmdir()
    return None


def test_a_real_group_is_asked(group: Path) -> None:
    program = (
        "from pathlib import Path; from grader.batch.cores import cores, _quota; print(_quota(Path('/')), cores())"
    )
    done = subprocess.run(
        ["sh", "-c", f'echo $$ > {group}/cgroup.procs && exec "$@"', "-", sys.executable, "-c", program],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "0.5 1\n"
