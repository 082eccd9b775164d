"""The sandbox needs no rights: one attack on each layer, as a user who has none, with the same end."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.attacks.attack import BOTH
from tests.attacks.every import ATTACKS
from tests.conftest import ROOT

NOBODY = 65534
VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"
PACKAGES = ("numpy", "numpy.libs", "msgspec")
NEVER_USED = shutil.ignore_patterns("site-packages", "test", "tests", "idlelib", "ensurepip", "tkinter", "config-*")


def copy(source: Path, target: Path, ignore=None) -> None:
    """A folder whose files are the same ones, where that is possible."""

    def link(file: str, place: str) -> None:
        try:
            os.link(file, place)
        except OSError:
            shutil.copy(file, place)

    if source.exists():
        shutil.copytree(source, target, copy_function=link, ignore=ignore)


@pytest.fixture(scope="module")
def open_to_all() -> Iterator[Path]:
    """The interpreter and the project where everybody can read them: root's own home is often closed to others."""
    base, stdlib = Path(sys.base_prefix), Path(sysconfig.get_path("stdlib"))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        home.chmod(0o755)
        (home / "bin").mkdir()
        shutil.copy(base / "bin" / VERSION, home / "bin" / VERSION)
        copy(stdlib, home / stdlib.relative_to(base), NEVER_USED)
        for library in stdlib.parent.glob("libpython*.so*"):
            shutil.copy(library, home / library.relative_to(base))
        for name in PACKAGES:
            copy(Path(np.__file__).parents[1] / name, home / "packages" / name)
        for name in ("grader", "checks", "reference", "submissions", "tests"):
            copy(ROOT / name, home / "project" / name)
        yield home


@pytest.mark.parametrize("level", BOTH)
def test_it_stops_the_same_for_an_ordinary_user(level: str, open_to_all: Path, need, miss) -> None:
    need(level)
    rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    paths = {"PYTHONPATH": str(open_to_all / "packages"), "LD_LIBRARY_PATH": str(open_to_all / "lib")}
    done = subprocess.run(
        [open_to_all / "bin" / VERSION, "-m", "tests.attacks.ordinary", level],
        cwd=open_to_all / "project",
        env={"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", **paths},
        capture_output=True,
        text=True,
        check=False,
        **rights,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if lines and "lacking" in lines[0]:
        miss(f"an ordinary user does not have isolation {level}: {lines[0]['lacking']}")
    assert [line.get("attack") for line in lines] == [a.name for a in ATTACKS if a.ordinary], done.stderr[-2000:]
    for line in lines:
        assert line["user"] != 0
        assert (line["stopped"], line["told"], line["control"]) == (True, True, True), line
