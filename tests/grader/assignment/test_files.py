"""The files of an assignment that somebody else made: what is no file of its folder is not read."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from checks.pipeline import CHECK_IDS
from grader.assignment import AssignmentError, load
from tests.assignments import TEXT, edited, folder_with

MODEL, DATA = "0-convolve_grayscale_valid.py", "mnist/digits.npz"


def refused(folder: Path) -> str:
    with pytest.raises(AssignmentError) as caught:
        load(folder, CHECK_IDS)
    message = str(caught.value)
    assert message.isprintable()
    return message.removeprefix(f"{folder / 'assignment.toml'}: ")


def test_a_folder_that_is_reached_by_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder_with(tmp_path / "mine"))
    assert load(tmp_path / "link", CHECK_IDS) == load(tmp_path / "mine", CHECK_IDS)


def test_one_file_may_hold_several_arrays(tmp_path: Path) -> None:
    more = '[data.labels]\nfile = "mnist/digits.npz"\nkey = "labels"\n\n[[tasks]]'
    assignment = load(folder_with(tmp_path, edited(("[[tasks]]", more))), CHECK_IDS)
    assert list(assignment.data) == ["digits", "photographs", "labels"]
    assert list(assignment.files).count(DATA) == 1


def away(path: Path) -> None:
    path.unlink()


def link(path: Path) -> None:
    path.rename(path.with_name("other"))
    path.symlink_to(path.with_name("other"))


def circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def large(path: Path) -> None:
    os.truncate(path, 2**26 + 1)


BAD_FILES = [
    (MODEL, link, "tasks[0].file: {} is a link; put the file itself there"),
    (MODEL, pipe, "tasks[0].file: {} is not a file"),
    (MODEL, folder, "tasks[0].file: {} is not a file"),
    (MODEL, large, "tasks[0].file: {} is larger than 1 MiB"),
    (DATA, link, "data.digits.file: {} is a link; put the file itself there"),
    (DATA, circle, "data.digits.file: {} is a link; put the file itself there"),
    (DATA, pipe, "data.digits.file: {} is not a file"),
    (DATA, folder, "data.digits.file: {} is not a file"),
    (DATA, large, "data.digits.file: {} is larger than 64 MiB"),
]


@pytest.mark.parametrize(
    ("name", "change", "message"), BAD_FILES, ids=[f"{name} {change.__name__}" for name, change, _ in BAD_FILES]
)
def test_what_is_no_file_of_the_folder_is_named(
    name: str, change: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    change(folder_with(tmp_path) / name)
    assert refused(tmp_path) == message.format(name)


def test_an_assignment_toml_without_its_folder_is_told_to_bring_it(tmp_path: Path) -> None:
    (tmp_path / "assignment.toml").write_text(TEXT)
    assert refused(tmp_path) == (
        f"data.digits.file: {DATA} is not in {tmp_path}; copy the whole folder, not the assignment.toml alone"
    )


def test_a_folder_of_data_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    made = folder_with(tmp_path / "mine")
    (made / "mnist").rename(tmp_path / "elsewhere")
    (made / "mnist").symlink_to(tmp_path / "elsewhere")
    assert refused(made) == f"data.digits.file: {DATA} is a link; put the file itself there"


def test_without_a_kind_the_model_solution_is_required(tmp_path: Path) -> None:
    plain = edited(('exercise = "convolution"\nfixed.padding = "valid"\n', ""))
    (folder_with(tmp_path, plain) / MODEL).unlink()
    assert refused(tmp_path) == (
        f"tasks[0].file: {MODEL} is not in {tmp_path}: without `exercise` its model solution is the answer"
    )


def test_all_arrays_together_have_a_limit(tmp_path: Path) -> None:
    more = "".join(f'[data.more{number}]\nfile = "large.npz"\nkey = "x"\n' for number in range(3))
    made = folder_with(tmp_path, edited(("[[tasks]]", f"{more}\n[[tasks]]")))
    np.savez_compressed(made / "large.npz", x=np.zeros((100, 2**20), np.uint8))
    assert refused(made).startswith("data.more2.file: large.npz: x has 104857600 bytes, more than the ")


def test_an_array_of_a_dtype_that_the_argument_does_not_take_is_told(tmp_path: Path) -> None:
    text = edited(('images = { array = "m h w" }', 'images = { array = "m h w", dtype = "uint8" }'))
    assert refused(folder_with(tmp_path, text)).startswith("tasks[0].")


def test_a_file_of_many_members_is_refused_before_they_are_read(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    with zipfile.ZipFile(folder / "mnist" / "digits.npz", "a") as archive:
        for number in range(1001):
            archive.writestr(str(number), "")
    with pytest.raises(AssignmentError, match=r"data\.digits\.file: mnist/digits\.npz has more than 1000 members$"):
        load(folder, CHECK_IDS)


def test_there_are_not_many_arrays(tmp_path: Path) -> None:
    more = "".join(f'[data.a{number}]\nfile = "mnist/digits.npz"\nkey = "images"\n' for number in range(101))
    with pytest.raises(AssignmentError, match=r": data: expected at most 100 arrays, got 10\d$"):
        load(folder_with(tmp_path, TEXT + more), CHECK_IDS)
