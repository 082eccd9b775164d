import pytest

from grader.intake.matching import flat, matched
from tests.grader.intake.taking import FILES

FILE = FILES[0]
STEM = FILE.removesuffix(".py")


@pytest.mark.parametrize("file", FILES)
def test_a_file_under_its_own_name(file: str) -> None:
    found = matched(file, FILES)
    assert found is not None
    assert (found.file, found.exact, found.copy, found.who) == (file, True, 0, "")


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        (f"{STEM}-1.py", 1),
        (f"{STEM}-12.py", 12),
        (f"{STEM} (3).py", 3),
        (f"{STEM}(3).py", 3),
        (f"{STEM}_(3).py", 3),
        (f"{STEM} - Copy.py", 0),
        (f"{STEM} - Copy (2).py", 2),
        (f"{STEM} copy.py", 0),
        (f"{STEM} copy 4.py", 4),
        (f"{STEM} 2.py", 2),
        (f"{STEM} \u2013 Kopie.py", 0),
        (f"{STEM} - Kopie (3).py", 3),
        (f"{STEM} copie.py", 0),
        (f"{STEM} - Copia.py", 0),
        (f"{STEM} copia 2.py", 2),
        (f"{STEM}-0f3b1c52-7d1e-4f55-9a43-0c1de4a2b3c4.py", 0),
    ],
)
def test_what_platforms_and_browsers_make_of_a_name(name: str, copy: int) -> None:
    found = matched(name, FILES)
    assert found is not None
    assert (found.file, found.exact, found.copy, found.who) == (FILE, False, copy, "")


@pytest.mark.parametrize("name", [f"lab4_ada_attempt_2024-03-05_{FILE}", f"ada {FILE}", f"ada.{STEM} (1).py"])
def test_more_in_front_of_a_name(name: str) -> None:
    found = matched(name, FILES)
    assert found is not None
    assert (found.file, found.exact) == (FILE, False)
    assert found.who


@pytest.mark.parametrize(
    "name",
    [
        FILE.upper(),
        FILE[2:],
        f"10{FILE[1:]}",
        f"{FILE}c",
        f"{FILE}.txt",
        f"{STEM}_old.py",
        f"{STEM}2.py",
        f"x{FILE}",
        "0-main.py",
        "_" * 100_000 + FILE,
        "",
    ],
)
def test_what_is_no_task_s_file(name: str) -> None:
    assert matched(name, FILES) is None


@pytest.mark.parametrize(
    ("name", "who"),
    [
        (f"ada_{FILE}", "ada"),
        (f"Ada Lovelace - {FILE}", "Ada Lovelace"),
        (f"{STEM}_ada.py", "ada"),
        (f"{STEM}-ada_lovelace.py", "ada_lovelace"),
        (FILE, None),
        (f"{STEM} (1).py", None),
        (f"{STEM}_.py", None),
    ],
)
def test_the_student_in_a_flat_file_s_name(name: str, who: str | None) -> None:
    found = flat(name, FILES)
    assert (found.who if found else None) == who
