"""Whose a file is: the outermost entry of a class owns everything inside it; nobody is lost, and nobody is invented."""

import unicodedata
import zipfile
from pathlib import Path

import pytest

from checks.model import Severity
from checks.model.assignment import Assignment
from grader.intake.entries import IntakeError
from grader.intake.overview import entries as intake_entries
from grader.intake.overview import overview
from grader.intake.taking import read
from tests.classes import commit, make_class, pack, students
from tests.grader.intake.taking import FILES, contents, entries, lay, said, scan, taken
from tests.grading import SUBMISSIONS
from tests.nobody import as_nobody

FILE, OTHER, _ = FILES
SAMPLES = [SUBMISSIONS / "correct_kernel_loops"]


def zipped(path: Path, *names: str) -> None:
    """An archive whose files' contents are the archive's name."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, path.name)


# --- what lies inside one student's upload speaks for nobody else -----------------------------------

FORGED = {
    "nbgrader's folder": [f"submitted/ada/x/{FILE}"],
    "folders of others": [f"ada/{FILE}", f"ben/{FILE}"],
    "folders of many": [f"student{number}/{FILE}" for number in range(3)] + [f"ada/{FILE}"],
    "Canvas's names": [f"ada_1_2_{FILE}", f"ben_2_3_{FILE}"],
    "Moodle's names": [f"ada_1_assignsubmission_file_/{FILE}", f"ben_2_assignsubmission_file_/{FILE}"],
    "Brightspace's names": [f"1-2 - ada - Mar 29, 2018 1205 PM - {FILE}"],
    "names in files": [f"ada_{FILE}", f"ben_{FILE}"],
    "Gradescope's metadata": [f"submission_1/{FILE}", "submission_metadata.yml"],
    "a table": [f"1/{FILE}", "class.csv"],
    "an archive of ada": ["ada.zip"],
}
TEXTS = {
    "submission_metadata.yml": "submission_1:\n  :submitters:\n  - :name: ada\n",
    "class.csv": "name,path\nada,1\n",
}


@pytest.mark.parametrize("packed", [False, True], ids=["a folder", "an archive"])
@pytest.mark.parametrize("names", FORGED.values(), ids=FORGED)
def test_an_upload_cannot_speak_for_others(
    names: list[str], packed: bool, tmp_path: Path, assignment: Assignment
) -> None:
    upload = lay(tmp_path / "class" / "aaron", "notes.txt", *(name for name in names if not name.endswith(".zip")))
    for name in names:
        if name.endswith(".zip"):
            zipped(upload / name, FILE)
        elif name in TEXTS:
            (upload / name).write_text(TEXTS[name])
    if packed:
        pack(upload, upload.with_suffix(".zip"))
    lay(tmp_path / "class", f"ada/{FILE}", f"zoe/{FILE}")
    found = taken(tmp_path / "class", assignment)
    assert list(found) == ["aaron", "ada", "zoe"]
    assert contents(found["ada"]) == {FILE: f"ada/{FILE}".encode()}
    assert said(found["ada"], Severity.NOTE) == []


@pytest.mark.parametrize(
    "name", [f"x_99_assignsubmission_file_{FILE}", f"1-2 - ada - Mar 29, 2018 1205 PM - {FILE}", "class.csv"]
)
def test_a_name_that_a_student_chose_makes_no_other_platform(name: str, tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, *(f"{who}_{number}_{number}_{FILE}" for number, who in enumerate(("ada", "ben", "cy"))))
    (tmp_path / f"mallory_7_8_{name}").write_text("name,path\nada,mallory_7_8_class.csv\n")
    found = entries(tmp_path, assignment)
    assert sorted(found) == ["ada", "ben", "cy", "mallory"]
    assert {entry.layout for entry in found.values()} == {"canvas"}


HONEST = {
    "files kept in a folder called submitted": [f"ada/submitted/{FILE}"],
    "an empty folder called submitted": [f"ada/{FILE}", "ada/submitted/.keep"],
    "a download of one's own": [f"ada/mine_1_2_{FILE}"],
    "versions of one's own": [f"ada/monday/{FILE}", f"ada/tuesday/{FILE}"],
}


@pytest.mark.parametrize("files", HONEST.values(), ids=HONEST)
def test_an_honest_student_is_not_lost_by_the_names_of_folders(
    files: list[str], tmp_path: Path, assignment: Assignment
) -> None:
    lay(tmp_path, *files, f"ben/{FILE}", f"cy/{FILE}")
    found = taken(tmp_path, assignment)
    assert list(found) == ["ada", "ben", "cy"]
    assert FILE in found["ada"].files


def test_the_only_student_of_a_class_keeps_a_folder_called_submitted(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"ada/submitted/{FILE}")
    assert list(taken(tmp_path / "class", assignment)) == ["ada"]


def test_a_folder_called_submitted_beside_students_drops_none(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"submitted/dan/x/{FILE}", f"ada/{FILE}", f"ben/{FILE}")
    assert list(taken(tmp_path, assignment)) == ["ada", "ben", "submitted"]


# --- one entry decides for no other -----------------------------------------------------------------

ALL = [f"{who}_{file}" for who in ("ada", "ben", "cem") for file in FILES]
LEVELS = {
    "a bare file among flat ones": ([*ALL, FILE, OTHER], "ada ben cem"),
    "a bare copy among flat ones": ([*ALL, FILE.replace(".py", " - Kopie.py")], "ada ben cem"),
    "the course's flat files": ([*ALL, f"solution_{FILE}", f"test_{OTHER}"], "ada ben cem"),
    "what else a flat student handed in": ([*ALL, "ada_helper.py", "ada_report.pdf", "ben-notes.txt"], "ada ben cem"),
    "one flat student in two forms": (
        [f"ada_{FILE}", f"Ada_{OTHER}", f"Zoé_{FILE}", unicodedata.normalize("NFD", f"Zoé_{OTHER}")],
        "Ada Zoé",
    ),
    "a bare file among archives": ([FILE, "ada.zip", "ben.rar"], "ada ben"),
    "archives with dates": (
        [f"2024_03_15_{who}.zip" for who in ("ada", "ben", "cy")],
        "2024_03_15_ada 2024_03_15_ben 2024_03_15_cy",
    ),
    "one name like Canvas's": (["ada.zip", "ben.zip", "eve.ipynb", "mallory_1_2_x.zip"], "ada ben eve mallory_1_2_x"),
    "one name like Moodle's": (
        ["ada.zip", "ben.zip", "eve.ipynb", "ada_3_assignsubmission_file_.zip"],
        "ada ada_3_assignsubmission_file_ ben eve",
    ),
    "a copied metadata file": (["ada.zip", "ben.zip", "submission_metadata.yml"], "ada ben"),
    "archives that are wrapped": (["dl/ada.zip", "dl/ben.rar", "dl/eve.ipynb"], "ada ben eve"),
    "an archive and a folder that are wrapped": (["dl/ada.zip", f"dl/ben/{FILE}"], "ada ben"),
    "names that end like versions": (
        [f"dl/{name} V/{FILE}" for name in ("Kumar", "Priya", "Ravi")],
        "Kumar V|Priya V|Ravi V",
    ),
    "a class beside what is empty": ([*(f"dl/{who}/{FILE}" for who in "abcde"), "images/x.txt"], "a b c d e"),
    "copies that all students keep": (
        [f"{who}/{place}/{FILE}" for who in ("ada", "ben", "cy") for place in ("starter", "work")],
        "ada ben cy",
    ),
    "files with their dates": (
        [f"{who}/2024030110101{number}_{file}" for who in ("ada", "ben") for number, file in enumerate(FILES)],
        "ada ben",
    ),
    "a student with many versions": (
        [f"ada/{FILE.replace('.py', f' v{number}.py')}" for number in range(6)] + [f"ben/{FILE}", f"cy/{FILE}"],
        "ada ben cy",
    ),
    "the course's own folders": (
        [f"ada/{FILE}", f"ben/{FILE}", "data/x.csv", "Images/y.txt", f"solution/{FILE}", f"starter/{OTHER}"],
        "ada ben",
    ),
    "notebooks called like a teacher's": (
        ["ada.zip", "eve_assignment.ipynb", "dan_solution.pdf"],
        "ada dan_solution eve_assignment",
    ),
    "nbgrader's course with folders of its own": (
        [
            f"submitted/ada/x/{FILE}",
            f"submitted/ben/x/{FILE}",
            f"downloaded/{FILE}",
            f"solution/{FILE}",
            "gradebook.db",
        ],
        "ada ben",
    ),
    "students beside one called submitted": ([f"submitted/x/y/{FILE}", "ben.zip", f"cem/{FILE}"], "ben cem submitted"),
    "a class beside a starter": ([*(f"dl/{who}/{FILE}" for who in ("ada", "ben")), f"hw-starter/{FILE}"], "ada ben"),
    "archives beside one flat student": ([f"dl/ada_1_2_{FILE}", "dl/ben_2_3_x.zip", "dl/cy_3_4_x.zip"], "ada ben cy"),
    "an upload like a download beside notebooks": (
        ["ben/x.ipynb", "mallory.zip/ben_1_assignsubmission_file_"],
        "ben mallory",
    ),
    "results beside what nbgrader collected": ([f"submitted/ada/x/{FILE}", "results/x.html"], "ada"),
    "days of each student": (
        [f"{who}/2024-03-0{day}/{FILE}" for who in ("ada", "cy") for day in (1, 2)],
        "ada cy",
    ),
    "students with one numbered name each": (
        [f"student{number}/{FILE}" for number in range(3)],
        "student0 student1 student2",
    ),
}


@pytest.mark.parametrize("title", LEVELS)
def test_one_entry_decides_for_no_other(title: str, tmp_path: Path, assignment: Assignment) -> None:
    names, wanted = LEVELS[title]
    path = lay(tmp_path / "class", *(name for name in names if ".zip" not in name))
    for name in names:
        if name.endswith(".zip"):
            path.mkdir(exist_ok=True)
            (path / name).parent.mkdir(exist_ok=True)
            zipped(path / name, FILE)
        elif ".zip/" in name:
            archive, _, inner = name.partition("/")
            zipped(path / archive, f"{inner}/{FILE}")
    students = wanted.split("|" if "|" in wanted else None)
    assert sorted(taken(path, assignment), key=str.casefold) == students


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_whatever_a_platforms_download_holds_is_somebodys(kind: str, tmp_path: Path, assignment: Assignment) -> None:
    names = [f"ada_1_2_{FILE}", "ben_2_3_essay.pdf", "cy_3_4_photo.HEIC", "dan_4_text.html"]
    lay(tmp_path / "download", *names)
    if kind == "zip":
        pack(tmp_path / "download", tmp_path / "download.zip")
    assert len(list(scan(tmp_path / f"download{'.zip' if kind == 'zip' else ''}", assignment))) == len(names)


def test_what_lies_beside_the_class_is_told(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", *(f"dl/{who}/{FILE}" for who in ("ada", "ben")), "roster.csv", "images/x.png")
    found = overview([tmp_path / "class"], assignment)
    assert {aside.origin for aside in found.asides} == {"class/roster.csv", "class/images"}


def test_a_hidden_entry_is_told(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"ada/{FILE}", f".eve/{FILE}", f"venv/{FILE}", ".DS_Store")
    found = overview([tmp_path / "class"], assignment)
    assert {aside.origin for aside in found.asides} == {"class/.eve", "class/venv"}


def test_results_that_are_not_there_yet_are_no_student_afterwards(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"ada/{FILE}", f"ben/{FILE}")
    found = overview([tmp_path / "class"], assignment, tmp_path / "class" / "monday")
    (tmp_path / "class" / "monday").mkdir()
    assert [entry.student for entry in intake_entries(found)] == ["ada", "ben"]


def test_a_student_who_holds_a_journal_is_a_student(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada/{FILE}", "ada/grades.sqlite", f"ben/{FILE}")
    assert list(taken(tmp_path, assignment)) == ["ada", "ben"]


def test_results_in_the_class_change_nothing_the_second_time(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"submissions/ada/{FILE}", f"submissions/ben/{FILE}", "out/index.html")
    found = overview([tmp_path / "class"], assignment, tmp_path / "class" / "out")
    assert (found.count, found.classes[0].origin) == (2, "class/submissions")


def test_sections_beside_the_courses_own_are_to_be_named(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", *(f"{week}/{who}/{FILE}" for week in "AB" for who in "cdefgh"), f"solution/{FILE}")
    with pytest.raises(IntakeError) as caught:
        overview([tmp_path / "class"], assignment)
    assert "name each as a class of its own: class/A, class/B" in str(caught.value)


def test_a_class_is_named_once(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", f"ada/{FILE}")
    with pytest.raises(IntakeError) as caught:
        overview([tmp_path / "class", tmp_path / "class" / ".." / "class"], assignment)
    assert str(caught.value).endswith("class is named twice: name each class once")


def test_a_class_of_notebooks_is_told_so(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "class", "ada/work.ipynb", "ben/work.ipynb")
    with pytest.raises(IntakeError) as caught:
        overview([tmp_path / "class"], assignment)
    assert "class/ada/work.ipynb is a notebook, and no program" in str(caught.value)


# --- the level of a class ---------------------------------------------------------------------------


@pytest.mark.parametrize("packed", [False, True], ids=["a folder", "an archive"])
@pytest.mark.parametrize("layout", ["canvas", "moodle", "brightspace", "gradescope", "nbgrader", "table", "folder"])
def test_a_download_may_be_the_only_entry_of_what_is_named(
    layout: str, packed: bool, tmp_path: Path, assignment: Assignment
) -> None:
    names = students(6)
    make_class(tmp_path / "class" / "download", layout, names, SAMPLES)
    if packed:
        pack(tmp_path / "class" / "download", tmp_path / "class" / "download.zip")
    found = overview([tmp_path / "class"], assignment)
    (level,) = found.classes
    assert (found.count, level.layout) == (6, layout)
    assert level.origin == f"class/download{'.zip' if packed else ''}"


def test_several_classes_are_one_when_they_are_named(tmp_path: Path, assignment: Assignment) -> None:
    for number, layout in enumerate(("canvas", "moodle", "folder")):
        make_class(tmp_path / layout, layout, students(3, first=3 * number), SAMPLES)
    assert len(list(scan([tmp_path / layout for layout in ("canvas", "moodle", "folder")], assignment))) == 9


@pytest.mark.parametrize("packed", [False, True], ids=["a folder", "an archive"])
def test_an_entry_that_looks_like_a_section_is_told_and_graded_as_nobody(
    packed: bool, tmp_path: Path, assignment: Assignment
) -> None:
    lay(tmp_path / "class", f"ada/{FILE}", *(f"evening/{name}/{FILE}" for name in "bcdef"))
    if packed:
        pack(tmp_path / "class" / "evening", tmp_path / "class" / "evening.zip")
    found = overview([tmp_path / "class"], assignment)
    (aside,) = found.asides
    assert [entry.student for entry in scan(tmp_path / "class", assignment)] == ["ada"]
    assert (aside.origin, aside.section) == (f"class/evening{'.zip' if packed else ''}", True)
    assert "5 in it have the same task's file" in aside.why


def test_what_may_be_a_small_section_beside_students_is_a_student_and_said(
    tmp_path: Path, assignment: Assignment
) -> None:
    lay(tmp_path / "class", f"ada/{FILE}", f"evening/ben/{FILE}", f"evening/cy/{FILE}")
    found = taken(tmp_path / "class", assignment)
    assert list(found) == ["ada", "evening"]
    (doubt,) = said(found["evening"], Severity.WARNING)
    assert doubt.endswith("if they are students, name `class/evening` as a class")


@pytest.mark.parametrize("count", [2, 6])
def test_sections_alone_are_to_be_named(count: int, tmp_path: Path, assignment: Assignment) -> None:
    names = "bcdefg"[:count]
    lay(tmp_path / "class", *(f"{week}/{name}/{FILE}" for week in ("w1", "w2") for name in names))
    with pytest.raises(IntakeError) as caught:
        overview([tmp_path / "class"], assignment)
    assert str(caught.value) == (
        f"{tmp_path}/class holds sections; name each as a class of its own: class/w1, class/w2"
    )
    assert len(list(scan([tmp_path / "class" / "w1", tmp_path / "class" / "w2"], assignment))) == 2 * count


# --- nobody is lost ---------------------------------------------------------------------------------


def test_whatever_a_student_uploads_has_a_row(tmp_path: Path, assignment: Assignment) -> None:
    zipped(tmp_path / "ada.zip", *FILES)
    for name in ("ben.rar", "cem.7z", "eve.ipynb", "fay.pdf", "gus.docx", "hal.txt", "ida.JPG"):
        (tmp_path / name).write_bytes(b"?")
    found = taken(tmp_path, assignment)
    assert sorted(found) == ["ada", "ben", "cem", "eve", "fay", "gus", "hal", "ida"]
    assert all(not found[name].files for name in found if name != "ada")
    assert said(found["ben"], Severity.ERROR) == ["`ben.rar` is not read: it is a rar archive"]
    (notebook,) = said(found["eve"], Severity.ERROR)
    assert notebook == "`eve.ipynb` is a notebook, and no program"
    assert "no task's file is in it; it holds `fay.pdf`" in said(found["fay"], Severity.WARNING)


def test_a_notebook_is_told_with_how_to_hand_in_a_program(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, "ada/work.ipynb", f"ben/{FILE}", *(f"cy/{name}" for name in (*FILES, "work.ipynb")))
    found = taken(tmp_path, assignment)
    (notebook,) = (each for each in found["ada"].intake if each.severity is Severity.ERROR)
    assert notebook.message == "`work.ipynb` is a notebook, and no program"
    assert notebook.hint == f"In Jupyter: File, Save and Export Notebook As, Executable Script; call it `{FILE}`."
    assert said(found["cy"], Severity.ERROR) == []


@pytest.mark.parametrize("name", ["README.md", "grades.xlsx", "0-main.py", "handout.pdf", "roster.csv", "notes.txt"])
@pytest.mark.parametrize("of_files", [False, True], ids=["folders", "archives"])
def test_a_teachers_loose_file_is_no_student(name: str, of_files: bool, tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada/{FILE}", f"ben/{FILE}", name)
    if of_files:
        pack(tmp_path / "ada", tmp_path / "ada.zip")
        pack(tmp_path / "ben", tmp_path / "ben.zip")
    found = overview([tmp_path], assignment)
    assert [entry.student for entry in scan(tmp_path, assignment)] == ["ada", "ben"]
    assert [aside.origin for aside in found.asides] == [f"{tmp_path.name}/{name}"]


def test_results_are_no_student(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path, f"ada/{FILE}", f"ben/{FILE}", "results/index.html", "feedback/ada.txt", "old/grades.sqlite")
    lay(tmp_path, "mine/x.html")
    found = overview([tmp_path], assignment, tmp_path / "mine")
    assert found.count == 2
    assert {aside.origin.rpartition("/")[2] for aside in found.asides} == {"results", "feedback", "old", "mine"}


LIST = """
found = grader.intake.overview.overview([Path(sys.argv[1])], ASSIGNMENT)
for entry in grader.intake.overview.entries(found):
    files = grader.intake.taking.read(entry, ASSIGNMENT).files.values()
    print(entry.student, *(getattr(file, "message", "read") for file in files), sep="; ")
"""


def test_what_cannot_be_read_takes_nobody_else_and_no_other_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("class")
    lay(folder, *(f"{name}/{file}" for name in ("ada", "ben", "cy") for file in FILES))
    lay(folder, f"dan/{FILE}", f"dan/closed/{OTHER}")
    (folder / "ada").chmod(0o000)
    (folder / "ben" / OTHER).chmod(0o000)
    (folder / "dan" / "closed").chmod(0o000)
    printed, complaints = as_nobody(LIST, folder)
    for path in (folder / "ada", folder / "dan" / "closed"):
        path.chmod(0o755)
    assert complaints == ""
    closed = "what was handed in cannot be read: permission denied"
    assert printed.splitlines() == [
        f"ada; {closed}; {closed}; {closed}",
        f"ben; read; `{OTHER}` cannot be read: permission denied; read",
        "cy; read; read; read",
        "dan; read; the folder `closed` cannot be read: permission denied"
        "; the folder `closed` cannot be read: permission denied",
    ]


# --- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ["folder", "zip", "tar.gz", "flat", "moodle", "a zip in a folder"])
def test_a_name_that_is_not_utf_8_is_shown_as_windows_wrote_it(
    layout: str, tmp_path: Path, assignment: Assignment
) -> None:
    name = b"J\xe9r\xf4me".decode("utf-8", "surrogateescape")
    path = tmp_path / "class"
    if layout == "flat":
        lay(path, f"{name}_{FILE}", f"ben_{FILE}")
    elif layout == "moodle":
        lay(path, f"{name}_4_assignsubmission_file_/{FILE}", f"ben_5_assignsubmission_file_/{FILE}")
    else:
        lay(path, f"{name}/{FILE}", f"ben/{FILE}")
    if layout == "a zip in a folder":
        zipped(tmp_path / "x.zip", FILE)
        pack(path / name, tmp_path / "y.zip")
        (tmp_path / "y.zip").rename(path / f"{name}.zip")
    elif layout == "tar.gz":
        pack(path, path := tmp_path / "class.tar.gz")
    elif layout == "zip":
        names = {f"Jrme/{FILE}": f"J\xe9r\xf4me/{FILE}"}
        with zipfile.ZipFile(path := tmp_path / "class.zip", "w") as archive:
            for plain in (*names.values(), f"ben/{FILE}"):
                archive.writestr(zipfile.ZipInfo(plain), plain)
    found = taken(path, assignment)
    assert set(found) == {"Jérôme", "ben"}
    assert FILE in found["Jérôme"].files


def test_one_name_in_two_forms_is_one_name(tmp_path: Path, assignment: Assignment) -> None:
    forms = [unicodedata.normalize(form, "José") for form in ("NFC", "NFD")]
    lay(tmp_path, *(f"{name}/{FILE}" for name in forms))
    assert sorted(taken(tmp_path, assignment)) == [forms[0], f"{forms[0]} (2)"]


def test_a_repository_of_one_students_is_one_submission(tmp_path: Path, assignment: Assignment) -> None:
    lay(tmp_path / "ada", f"math/0x04/{FILE}", f"math/0x03/{OTHER}")
    commit(tmp_path / "ada")
    assert [entry.student for entry in scan(tmp_path / "ada", assignment)] == ["ada"]
    assert read(next(iter(scan(tmp_path / "ada", assignment))), assignment).files
