"""A class in every layout is found and read, from a folder and from archives."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from checks.model import Severity
from checks.model.assignment import Assignment
from tests.classes import LAYOUTS, Class, files_of, make_class, mixed_class, pack, students
from tests.grader.intake.taking import contents, entries, lay, said, taken
from tests.grading import SUBMISSIONS

SAMPLES = [SUBMISSIONS / name for name in ("correct_kernel_loops", "wrong_flipped_kernel", "broken_partly_missing")]
NAMES = students(7)
KIND = {"course": "folder", "archives": "folder", "bare": "git"}
FILE, OTHER, THIRD = (
    "0-convolve_grayscale_valid.py",
    "1-convolve_grayscale_same.py",
    "2-convolve_grayscale_padding.py",
)


def expected(found: Class) -> dict[str, dict[str, bytes]]:
    return {
        student: {path.name: path.read_bytes() for path in files_of(sample) if path.suffix == ".py"}
        for student, sample in found.items()
    }


@pytest.mark.parametrize("packed", ["", "zip", "tar.gz", "tar.xz"], ids=["folder", "zip", "tar.gz", "tar.xz"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_class_is_taken_in(layout: str, packed: str, tmp_path: Path, assignment: Assignment) -> None:
    path = tmp_path / "class"
    wanted = make_class(path, layout, NAMES, SAMPLES)
    if packed:
        pack(path, path := tmp_path / f"class.{packed}")
    submissions = taken(path, assignment)
    assert {name: contents(submission) for name, submission in submissions.items()} == expected(wanted)
    for name, submission in submissions.items():
        assert submission.name == name
        assert submission.has_readme
        assert said(submission, Severity.ERROR) == said(submission, Severity.WARNING) == []
    assert {entry.layout for entry in entries(path, assignment).values()} == {KIND.get(layout, layout)}


@pytest.mark.parametrize(
    ("count", "packed"), [(300, False), (72, True)], ids=["300 in folders and archives", "72 in archives"]
)
def test_a_class_in_mixed_layouts(count: int, packed: bool, tmp_path: Path, assignment: Assignment) -> None:
    wanted = mixed_class(tmp_path / "class", count, SAMPLES)
    parts = sorted((tmp_path / "class").iterdir())
    if packed:
        for part in parts:
            if part.is_dir():
                pack(part, part.with_suffix(".zip"))
        parts = sorted((tmp_path / "class").iterdir())
    submissions = taken(parts, assignment)
    assert len(submissions) == count
    assert {name: contents(submission) for name, submission in submissions.items()} == expected(wanted)


def test_the_order_and_the_entries_are_the_same_every_time(tmp_path: Path, assignment: Assignment) -> None:
    mixed_class(tmp_path / "class", 48, SAMPLES)
    parts = sorted((tmp_path / "class").iterdir())
    first = list(entries(parts, assignment).items())
    assert first == list(entries(parts, assignment).items())


# --- what each layout tells ------------------------------------------------------------------------


def test_canvas_tells_ids_and_what_is_late(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"lovelaceada_4711_90001_{FILE}", f"boolegeorge_LATE_4712_90002_{FILE}", f"anon_4b3Zq_90003_{FILE}")
    lay(tmp_path, "hoppergrace_4713_text.html", "turingalan_LATE_4714_link.html")
    found = entries(tmp_path, assignment)
    assert {name: (entry.ids, entry.late) for name, entry in found.items()} == {
        "anon_4b3Zq": ({"canvas_user_id": "anon_4b3Zq", "canvas_submission_id": "90003"}, False),
        "boolegeorge": (
            {"canvas_name": "boolegeorge", "canvas_user_id": "4712", "canvas_submission_id": "90002"},
            True,
        ),
        "hoppergrace": ({"canvas_name": "hoppergrace", "canvas_user_id": "4713"}, False),
        "lovelaceada": (
            {"canvas_name": "lovelaceada", "canvas_user_id": "4711", "canvas_submission_id": "90001"},
            False,
        ),
        "turingalan": ({"canvas_name": "turingalan", "canvas_user_id": "4714"}, True),
    }
    assert all(entry.submitted is None for entry in found.values())
    assert taken(tmp_path, assignment)["hoppergrace"].files == {}


def test_canvas_of_two_files_for_one_task_the_later_attachment_is_taken(tmp_path: Path, assignment: Assignment) -> None:
    early, late = f"adal_1_9_{FILE}", f"adal_1_10_{FILE.replace('.py', '-1.py')}"
    lay(tmp_path, early, late, f"georgeb_2_11_{FILE}")
    submission = taken(tmp_path, assignment)["adal"]
    assert contents(submission) == {FILE: late.encode()}
    assert said(submission, Severity.NOTE) == [
        f"2 files for `{FILE}`: `{late}` was taken, the later one; not `{early}`",
        f"renamed on the way: `{late}` is `{FILE}`",
    ]


def test_moodle_tells_the_participant(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"Ada Lovelace_657737_assignsubmission_file_/{FILE}", f"Ann_Mary Lee_12_assignsubmission_file/{FILE}")
    lay(
        tmp_path, f"Group A_assignsubmission_file_/{FILE}", "Alan Turing_7_assignsubmission_onlinetext_/onlinetext.html"
    )
    found = entries(tmp_path, assignment)
    assert {name: entry.ids for name, entry in found.items()} == {
        "Ada Lovelace": {"moodle_id": "657737", "full_name": "Ada Lovelace"},
        "Alan Turing": {"moodle_id": "7", "full_name": "Alan Turing"},
        "Ann_Mary Lee": {"moodle_id": "12", "full_name": "Ann_Mary Lee"},
        "Group A": {"full_name": "Group A"},
    }


def test_moodle_without_folders(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"Ada Lovelace_1_assignsubmission_file_{FILE}", f"Ada Lovelace_1_assignsubmission_file_{OTHER}")
    lay(tmp_path, f"George Boole_2_assignsubmission_file_{FILE}")
    assert {name: sorted(each.files) for name, each in taken(tmp_path, assignment).items()} == {
        "Ada Lovelace": [FILE, OTHER],
        "George Boole": [FILE],
    }


@pytest.mark.parametrize(
    ("date", "when"),
    [
        ("Mar 29, 2018 1205 PM", datetime(2018, 3, 29, 12, 5)),
        ("Mar 29, 2018 1205 AM", datetime(2018, 3, 29, 0, 5)),
        ("October 3, 2022 115 PM", datetime(2022, 10, 3, 13, 15)),
        ("3 October, 2022 945 AM", datetime(2022, 10, 3, 9, 45)),
        ("3 Oct 2022 2359", datetime(2022, 10, 3, 23, 59)),
        ("Okt 3, 2022 1145 PM", None),
        ("Feb 31, 2022 1145 PM", None),
    ],
)
def test_brightspace_tells_the_date(date: str, when: datetime | None, tmp_path: Path, assignment: Assignment) -> None:
    lay(
        tmp_path,
        f"13394-80551 - Ada King - Lovelace - {date} - {FILE}",
        f"13395-80551 - N0123456 - Al Turing - {date} - x - {FILE}",
    )
    found = entries(tmp_path, assignment)
    assert {name: (entry.ids, entry.submitted) for name, entry in found.items()} == {
        "Ada King - Lovelace": ({"brightspace_id": "13394-80551", "full_name": "Ada King - Lovelace"}, when),
        "Al Turing": (
            {"brightspace_id": "13395-80551", "org_defined_id": "N0123456", "full_name": "Al Turing"},
            when,
        ),
    }


@pytest.mark.parametrize("joint", [" - ", "/"], ids=["files", "folders"])
def test_brightspace_has_all_that_was_handed_in_and_the_latest_is_taken(
    joint: str, tmp_path: Path, assignment: Assignment
) -> None:
    start = "13394-80551 - Ada Lovelace"
    days = [f"{start} - Mar {day}, 2024 1205 PM{joint}{FILE}" for day in (9, 30, 4)]
    lay(tmp_path, *days, f"{start} - Mar 1, 2024 1205 PM{joint}{OTHER}")
    ((name, entry),) = entries(tmp_path, assignment).items()
    submission = taken(tmp_path, assignment)[name]
    assert entry.submitted == datetime(2024, 3, 30, 12, 5)
    assert contents(submission)[FILE] == days[1].encode()
    assert sorted(submission.files) == [FILE, OTHER]
    assert any("3 files for" in message and "the later one" in message for message in said(submission, Severity.NOTE))


METADATA = """\
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0042'
    :email: ada@example.org
  :created_at: 2024-03-05 17:34:00.861687000 Z
  :results:
    tests:
    - :name: nobody
      output: &a "x"
    - *a
  :history:
  - :created_at: 2020-01-01 00:00:00.0 Z
submission_2:
  :submitters:
  - :name: George Boole
    :sid:
    :email: george@example.org
  - :name: Alan Turing
    :sid: '44'
    :email: alan@example.org
  :created_at: 2024-03-05 17:34:00.5 -08:00
submission_3:
  :submitters: []
"""


def test_gradescope_tells_who_and_when_and_a_group_is_each_of_them(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, *(f"assignment_9_export/submission_{number}/{FILE}" for number in (1, 2, 3, 4)))
    (tmp_path / "assignment_9_export" / "submission_metadata.yml").write_text(METADATA)
    found = entries(tmp_path, assignment)
    assert list(found) == ["Ada Lovelace", "George Boole", "Alan Turing", "submission_3", "submission_4"]
    assert found["Ada Lovelace"].ids == {
        "gradescope_submission_id": "1",
        "email": "ada@example.org",
        "full_name": "Ada Lovelace",
        "sid": "0042",
    }
    assert found["Ada Lovelace"].submitted == datetime(2024, 3, 5, 17, 34, tzinfo=UTC)
    assert found["Alan Turing"].submitted == datetime(2024, 3, 5, 17, 34, tzinfo=timezone(timedelta(hours=-8)))
    assert "sid" not in found["George Boole"].ids
    submissions = taken(tmp_path, assignment)
    assert submissions["George Boole"].files == submissions["Alan Turing"].files != {}
    assert said(submissions["George Boole"], Severity.NOTE) == ["handed in together with Alan Turing"]
    assert said(submissions["submission_4"], Severity.NOTE) == [
        "nothing is known of the student: it is not named in submission_metadata.yml"
    ]


@pytest.mark.parametrize(
    "metadata",
    ["submission_1: [", "- a\n- b\n", "", "a: &a [*a, *a]\n", "\x00\x01", "submission_1:\n\t:x: 1\n", "? [a]\n: b\n"],
)
def test_gradescope_without_metadata_that_can_be_read_has_its_folders(
    metadata: str, tmp_path: Path, assignment: Assignment
) -> None:
    lay(tmp_path, f"submission_1/{FILE}", f"submission_2/{FILE}")
    (tmp_path / "submission_metadata.yml").write_text(metadata)
    found = taken(tmp_path, assignment)
    assert {"submission_1", "submission_2"} <= set(found)
    assert contents(found["submission_2"]) == {FILE: f"submission_2/{FILE}".encode()}


def test_a_submission_that_gradescope_names_and_did_not_export(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"submission_2/{FILE}")
    (tmp_path / "submission_metadata.yml").write_text(METADATA)
    assert said(taken(tmp_path, assignment)["Ada Lovelace"], Severity.ERROR) == [
        f"there is no `submission_1` in `{tmp_path.name}`"
    ]


@pytest.mark.parametrize(
    ("stamp", "when"),
    [
        ("2015-02-02 15:58:23.948203 UTC", datetime(2015, 2, 2, 15, 58, 23, tzinfo=UTC)),
        ("2015-02-02 15:58:23", datetime(2015, 2, 2, 15, 58, 23)),
        ("2015-02-02 15:58:23.948203 Nowhere/At_all", datetime(2015, 2, 2, 15, 58, 23)),
        ("2015-02-02 15:58:23.948203 ../../etc/passwd", None),
        ("yesterday", None),
        ("2015-02-99 15:58:23", None),
        (None, None),
    ],
)
def test_nbgrader_tells_when(stamp: str | None, when: datetime | None, tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"submitted/ada/0x04/{FILE}", "submitted/ada/0x05/other.py", f"source/0x04/{FILE}")
    lay(tmp_path, f"autograded/ada/0x04/{FILE}")
    if stamp is not None:
        (tmp_path / "submitted" / "ada" / "0x04" / "timestamp.txt").write_text(stamp)
    found = entries(tmp_path, assignment)
    assert {name: (entry.layout, entry.ids, entry.submitted) for name, entry in found.items()} == {
        "ada": ("nbgrader", {"student_id": "ada"}, when)
    }


def test_nbgraders_own_folder_may_be_given(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"submitted/ada/0x04/{FILE}", f"submitted/bob/0x04/{FILE}")
    assert {entry.layout for entry in entries(tmp_path / "submitted", assignment).values()} == {"nbgrader"}


def test_flat_files_with_the_name_before_or_after(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada_{FILE}", f"ada-{OTHER}", f"{THIRD[:-3]}_ada.py", f"mary ann - {FILE}", "ada_README.md")
    found = taken(tmp_path, assignment)
    assert {name: (sorted(each.files), each.has_readme) for name, each in found.items()} == {
        "ada": ([FILE, OTHER, THIRD], True),
        "mary ann": ([FILE], False),
    }
