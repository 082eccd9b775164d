import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from grader.export.archive import packed
from grader.export.wheel import wheel
from tests.conftest import ROOT


def contents(archive: zipfile.ZipFile) -> dict[str, tuple[bytes, bool]]:
    """What it holds, and which of it can be executed; without the list of it."""
    return {
        entry.filename: (archive.read(entry), bool(entry.external_attr >> 16 & 0o111))
        for entry in archive.infolist()
        if not entry.filename.endswith("/RECORD")
    }


def records(archive: zipfile.ZipFile) -> set[str]:
    (name,) = (name for name in archive.namelist() if name.endswith("/RECORD"))
    return set(archive.read(name).decode().split())


def test_it_is_the_wheel_that_the_build_tool_makes(tmp_path: Path) -> None:
    words = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, ROOT)
    subprocess.run([*words, "--disable-pip-version-check", "--quiet"], check=True, stderr=subprocess.PIPE)
    (built,) = tmp_path.glob("*.whl")
    name, data = wheel()
    assert name == built.name
    with zipfile.ZipFile(built) as theirs, zipfile.ZipFile(BytesIO(data)) as ours:
        assert contents(ours) == contents(theirs)
        assert records(ours) == records(theirs)
        assert "grader/export/requirements.lock" in contents(ours)


def test_it_is_the_same_whenever_it_is_made() -> None:
    assert wheel() == wheel()


def test_an_archive_keeps_names_order_contents_and_who_can_be_run() -> None:
    files = {"b/run": b"#!", "a.txt": b"text" * 100, "c.whl": b"\0"}
    with zipfile.ZipFile(BytesIO(packed(files, frozenset({"b/run"})))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert [entry.external_attr >> 16 & 0o777 for entry in archive.infolist()] == [0o755, 0o644, 0o644]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
