import csv
from pathlib import Path

import pytest

from grader.results.csv_file import CsvFile
from grader.tables import as_written, harmless


def read(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, strict=True))


def written(path: Path, *rows: tuple[object, ...], bom: bool = False) -> Path:
    with CsvFile(path, [("a", "b")], bom=bom) as table:
        for row in rows:
            table.add(row)
    return path


@pytest.mark.parametrize(
    "text",
    [
        *("ada", "Lovelace, Ada", 'the "countess"', "two\nlines", "two\r\nlines", "a;b"),
        *("Ünï çødé 李", "'quoted'", "a=b", "", "  x"),
    ],
    ids=ascii,
)
def test_a_cell_comes_back_as_it_was(text: str, tmp_path: Path) -> None:
    assert read(written(tmp_path / "t.csv", (text, "x"))) == [["a", "b"], [text, "x"]]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"], ids=ascii)  # noqa: RUF001
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(first: str, tmp_path: Path) -> None:
    hostile = f'{first}HYPERLINK("http://x","y")'
    (_, (cell, _)) = read(written(tmp_path / "t.csv", (hostile, "x")))
    assert cell == f"'{hostile}"
    assert as_written(cell) == hostile == as_written(hostile)


def test_the_apostrophe_of_a_name_stays() -> None:
    assert as_written(harmless("'t Hooft")) == "'t Hooft"


@pytest.mark.parametrize(
    ("value", "cell"), [(-1.5, "-1.5"), (10.0, "10"), (6.29, "6.29"), (123456.75, "123456.75"), (None, ""), (0, "0")]
)
def test_numbers_are_plain_and_nothing_is_empty(value: float | None, cell: str, tmp_path: Path) -> None:
    assert read(written(tmp_path / "t.csv", (value, "x")))[1][0] == cell


def test_what_is_no_text_is_escaped(tmp_path: Path) -> None:
    assert read(written(tmp_path / "t.csv", ("a\ud800", "x")))[1][0] == "a\\ud800"


def test_excel_is_told_that_it_is_utf_8(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", ("é", "x"), bom=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfa,b\r\n")
    assert read(path, "utf-8-sig") == [["a", "b"], ["é", "x"]]


def test_a_table_without_rows_is_not_there(tmp_path: Path) -> None:
    assert not written(tmp_path / "t.csv").exists()
    written(tmp_path / "t.csv", ("x", "y"))
    assert not written(tmp_path / "t.csv").exists()


def test_a_failure_leaves_the_earlier_table(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", ("x", "y"))
    for rows in ([("other", "row"), 3], [3]):
        with pytest.raises(TypeError), CsvFile(path, [("a", "b")]) as table:
            list(map(table.add, rows))
    assert read(path) == [["a", "b"], ["x", "y"]]
    assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]
