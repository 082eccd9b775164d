import os
from pathlib import Path

import numpy as np
import pytest

from grader.sandbox.landlock import FILE_RIGHTS, NETWORK_RIGHTS, SCOPES, mask
from grader.sandbox.readable import Readable, is_inside, readable
from tests.conftest import ROOT

NUMPY = str(Path(np.__file__).parent)
MAPS = """\
55d0-55d1 r--p 00000000 fe:00 1  {interpreter}
7f00-7f01 r-xp 00000000 fe:00 2  {libraries}/libm.so.6
7f02-7f03 rw-p 00000000 00:00 0  [heap]
"""


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """A system that keeps its libraries, and another Python with packages of its own, in one folder."""
    for folder in ("python3.9/site-packages/scipy", "python3/dist-packages", "gcc"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def test_what_is_shown_is_python_numpy_and_the_libraries_in_use(system: Path) -> None:
    shown = readable(NUMPY, MAPS.format(interpreter="/usr/bin/python3", libraries=system))
    assert {os.path.dirname(os.__file__), NUMPY, str(system)} <= set(shown.folders)


def is_shown(path: str, shown: Readable) -> bool:
    """Whether the nearest folder or hole above the path is a folder."""
    above = [place for place in (*shown.folders, *shown.holes) if is_inside(path, place)]
    return bool(above) and max(above, key=len) in shown.folders


def test_no_packages_but_numpy_are_shown(system: Path) -> None:
    shown = readable(NUMPY, MAPS.format(interpreter="/usr/bin/python3", libraries=system))
    assert is_shown(f"{NUMPY}/_core/numeric.py", shown)
    assert is_shown(str(system / "gcc/libgcc_s.so.1"), shown)
    others = (
        system / "python3.9/site-packages/scipy",
        system / "python3/dist-packages/x",
        Path(NUMPY).parent / "scipy",
    )
    assert not [path for path in (*others, ROOT / "reference") if is_shown(f"{path}/__init__.py", shown)]


def test_a_folder_that_another_shows_is_named_once(system: Path) -> None:
    shown = readable(NUMPY, MAPS.format(interpreter="/usr/bin/python3", libraries=system / "gcc"))
    assert not any(is_inside(NUMPY, folder) for folder in shown.folders if not shown.holes)
    assert str(Path(NUMPY) / "_core") not in shown.folders


def test_numpy_is_shown_where_it_lies_in_a_hole(system: Path) -> None:
    numpy = system / "python3.9/site-packages/numpy"
    numpy.mkdir()
    shown = readable(str(numpy), MAPS.format(interpreter="/usr/bin/python3", libraries=system))
    assert str(numpy) in shown.folders
    assert str(numpy.parent) in shown.holes


@pytest.mark.parametrize(
    ("abi", "files", "network", "scopes"),
    [(1, 13, 0, 0), (2, 14, 0, 0), (3, 15, 0, 0), (4, 15, 2, 0), (5, 16, 2, 0), (6, 16, 2, 2), (9, 16, 2, 2)],
)
def test_every_right_that_the_kernel_knows_is_taken_away(abi: int, files: int, network: int, scopes: int) -> None:
    taken = [mask(rights, abi) for rights in (FILE_RIGHTS, NETWORK_RIGHTS, SCOPES)]
    assert taken == [(1 << files) - 1, (1 << network) - 1, (1 << scopes) - 1]
