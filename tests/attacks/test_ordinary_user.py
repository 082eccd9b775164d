"""The sandbox needs no rights: one attack on each layer, as a user who has none, with the same end."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.attacks.attack import BOTH
from tests.attacks.every import ATTACKS
from tests.conftest import ROOT

NOBODY = 65534
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
def open_to_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter and the project where everybody can read them: root's own home is often closed to others."""
    home = tmp_path_factory.mktemp("open")
    base, version = Path(sys.base_prefix), f"python{sys.version_info.major}.{sys.version_info.minor}"
    (home / "bin").mkdir()
    shutil.copy(base / "bin" / version, home / "bin" / version)
    copy(base / "lib" / version, home / "lib" / version, NEVER_USED)
    for library in (base / "lib").glob("libpython*.so*"):
        shutil.copy(library, home / "lib" / library.name)
    for name in PACKAGES:
        copy(Path(np.__file__).parents[1] / name, home / "lib" / version / "site-packages" / name)
    for name in ("grader", "checks", "reference", "submissions", "tests"):
        copy(ROOT / name, home / "project" / name)
    for folder in (home, *home.parents):
        if folder.owner() == Path.home().owner() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return home


@pytest.mark.parametrize("level", BOTH)
def test_it_stops_the_same_for_an_ordinary_user(level: str, open_to_all: Path, need) -> None:
    need(level)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        [open_to_all / "bin" / version, "-m", "tests.attacks.ordinary", level],
        cwd=open_to_all / "project",
        env={"PATH": os.defpath, "LD_LIBRARY_PATH": str(open_to_all / "lib"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        **rights,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.get("attack") for line in lines] == [a.name for a in ATTACKS if a.ordinary], done.stderr[-2000:]
    for line in lines:
        assert line["user"] != 0
        assert (line["stopped"], line["told"], line["control"]) == (True, True, True), line
