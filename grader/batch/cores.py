"""How many processors there are for us: those we may run on, and of them what a quota leaves.

A container is often given a share of the machine's time (Docker's `--cpus`, Kubernetes' `limits.cpu`) and still sees
all of its processors. That share is the quota of a control group: its own, or of one that it lies in.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from math import ceil
from pathlib import Path, PurePosixPath


def cores() -> int:
    """The processors that this process can keep busy: at least one."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _quota(Path("/"))
    return there if quota is None else max(1, min(there, ceil(quota)))


def _quota(root: Path) -> float | None:
    """The least quota of the control groups that this process lies in, in processors; None where there is none.

    `root` is where `/proc` and the groups' folders are looked for.
    """
    quotas: list[float] = []
    with suppress(OSError, ValueError):  # no Linux, or none of our business
        for folder, top in _groups(root):
            for place in (folder, *folder.parents):
                quotas += _quota_of(place)
                if place == top:
                    break
    return min(quotas, default=None)


def _groups(root: Path) -> Iterator[tuple[Path, Path]]:
    """The folder of each group that the process is in, and the topmost that can be seen, of both versions."""
    paths: dict[str, str] = {}
    for line in (root / "proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        paths |= dict.fromkeys(controllers.split(","), path)  # version 2 names none: ""
    for line in (root / "proc/self/mountinfo").read_text().splitlines():
        before, _, after = line.partition(" - ")
        (kind, _, options), (mounted, at) = after.split(" ", 2), before.split(" ")[3:5]
        controller = "cpu" if kind == "cgroup" and "cpu" in options.split(",") else ""
        if controller in paths and (controller or kind == "cgroup2"):
            top = root / at.lstrip("/")
            yield top / _below(paths[controller], mounted), top


def _below(path: str, mounted: str) -> str:
    """Where a group lies below what is mounted; in a container that may be the group itself, or not be told."""
    inside = PurePosixPath(path)
    return str(inside.relative_to(mounted)) if inside.is_relative_to(mounted) and ".." not in inside.parts else "."


def _quota_of(folder: Path) -> Iterator[float]:
    with suppress(OSError, ValueError):  # the topmost has none
        quota, period = (folder / "cpu.max").read_text().split()
        if quota != "max":
            yield int(quota) / int(period)
    with suppress(OSError, ValueError):
        if (quota_us := int((folder / "cpu.cfs_quota_us").read_text())) > 0:
            yield quota_us / int((folder / "cpu.cfs_period_us").read_text())
