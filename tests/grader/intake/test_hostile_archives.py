"""Hostile archives: each gives its submission a finding, and its neighbours are graded as if it were not there."""

import zipfile
from functools import cache
from pathlib import Path

import pytest

from checks.model import Severity, Source, Submission
from checks.model.assignment import Assignment
from grader.intake.taking import read
from tests.grader.intake.hostile import ARCHIVES, FILE, GOOD, Hostile, zipped
from tests.grader.intake.taking import scan

pytestmark = pytest.mark.slow("opens bombs")

made = cache(lambda hostile: hostile.make())


def beside_others(folder: Path, hostile: Hostile) -> Path:
    """Each student has an archive."""
    (folder / hostile.name.replace("m.", "mallory.")).write_bytes(made(hostile))
    for name in ("ada", "zoe"):
        (folder / f"{name}.zip").write_bytes(zipped((FILE, GOOD)))
    return folder


def in_a_platform(folder: Path, hostile: Hostile) -> Path:
    """Each student has handed in an archive to Moodle."""
    for number, name in enumerate(("ada", "mallory", "zoe")):
        inner = folder / f"{name}_{number}_assignsubmission_file_"
        inner.mkdir()
        if name == "mallory":
            (inner / hostile.name).write_bytes(made(hostile))
        else:
            (inner / "work.zip").write_bytes(zipped((FILE, GOOD)))
    return folder


def in_an_archive(folder: Path, hostile: Hostile) -> Path:
    """The class is one archive, with the students' archives in their folders."""
    path = folder / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"mallory/{hostile.name}", made(hostile))
        for name in ("ada", "zoe"):
            archive.writestr(f"{name}/{FILE}", GOOD)
    return path


PLACES = [beside_others, in_a_platform, in_an_archive]
NOT_READ = ("m.rar", "m.7z")  # by itself it is no archive that anything is known of


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("hostile", ARCHIVES, ids=lambda hostile: hostile.title)
def test_a_hostile_archive_is_told_and_its_neighbours_are_graded(
    hostile: Hostile, place, tmp_path: Path, assignment: Assignment
) -> None:
    if place is beside_others and hostile.name in NOT_READ:
        place = in_a_platform
    folder = tmp_path / "deep" / "class"
    folder.mkdir(parents=True)
    submissions = {entry.student: read(entry, assignment) for entry in scan(place(folder, hostile), assignment)}
    assert list(submissions) == ["ada", "mallory", "zoe"]
    for name in ("ada", "zoe"):
        assert submissions[name].intake == ()
        assert sources(submissions[name]) == {FILE: GOOD}
    told(submissions["mallory"], hostile)
    assert list(tmp_path.rglob("*.py")) == []  # nothing was unpacked


def told(submission: Submission, hostile: Hostile) -> None:
    bad = [found for found in submission.intake if found.severity is not Severity.NOTE]
    assert any(hostile.said in found.message for found in bad), submission.intake
    assert all(found.message.isprintable() and len(found.message) < 1000 for found in submission.intake)
    assert sources(submission) == dict.fromkeys(sorted(hostile.taken), GOOD)


def sources(submission: Submission) -> dict[str, bytes]:
    return {name: file.data for name, file in sorted(submission.files.items()) if isinstance(file, Source)}


def test_there_are_more_than_twenty() -> None:
    assert len({hostile.title for hostile in ARCHIVES}) == len(ARCHIVES) > 20
