"""The arrays that calls are given: those that travel with an assignment, and all that there is of them."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from checks.model.arguments import DataOf
from checks.model.assignment import Assignment, DataFile, FullData, Task
from grader.assignment.data import arrays, full_arrays
from grader.assignment.full import full_files
from grader.assignment.npz import DataError

FULL = FullData("MNIST.npz", "X_train", "`make mnist` builds one")


def saved(path: Path, **given: np.ndarray) -> Path:
    np.savez(path, **given)  # type: ignore[arg-type]
    return path


def with_data(assignment: Assignment, **data: DataFile) -> Assignment:
    return msgspec.structs.replace(assignment, data=data)


def read(assignment: Assignment, path: Path) -> np.ndarray:
    return full_arrays(assignment, {"digits": path})["digits"]


def refused(assignment: Assignment, path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read(assignment, path)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{path}: ")
    assert line.endswith("; `make mnist` builds one")
    return line


def test_the_digits_are_float32_bytes_divided_by_256(assignment: Assignment, tmp_path: Path) -> None:
    digits = arrays(assignment)["digits"]
    (tmp_path / "digits.npz").write_bytes(assignment.files["mnist/digits.npz"])
    with np.load(tmp_path / "digits.npz") as npz:
        pixels = npz["images"]
    assert (digits.dtype, digits.shape) == (np.float32, (1000, 28, 28))
    assert np.array_equal(digits * 256, pixels)


def test_what_is_not_divided_is_as_it_was(assignment: Assignment) -> None:
    labels = arrays(with_data(assignment, labels=DataFile("mnist/digits.npz", "labels")))["labels"]
    assert (labels.dtype, labels[:5].tolist()) == (np.uint8, [5, 0, 4, 1, 9])


def test_nothing_can_be_written_into_what_all_share(assignment: Assignment) -> None:
    with pytest.raises(ValueError, match="read-only"):
        arrays(assignment)["digits"][0] = 7


def test_all_that_there_is_is_read_as_it_is(assignment: Assignment, tmp_path: Path) -> None:
    images = np.random.default_rng(0).random((3, 28, 28), dtype=np.float32)
    path = saved(tmp_path / "MNIST.npz", X_train=images, Y_train=np.arange(3))
    assert np.array_equal(read(assignment, path), images)


@pytest.mark.parametrize(
    "images",
    [
        np.zeros((2, 28, 28), np.uint8),
        np.zeros((2, 28, 28), np.float64),
        np.zeros((2, 784), np.float32),
        np.zeros((2, 28, 28, 1), np.float32),
        np.zeros((28, 28), np.float32),
        np.zeros((0, 28, 28), np.float32),
    ],
    ids=lambda images: f"{images.dtype} {images.shape}",
)
def test_what_is_of_another_shape_or_dtype_than_what_travels_is_told(
    images: np.ndarray, assignment: Assignment, tmp_path: Path
) -> None:
    line = refused(assignment, saved(tmp_path / "MNIST.npz", X_train=images))
    assert f"X_train is {images.dtype} {images.shape}, not float32 (m, 28, 28) with m >= 1" in line


def test_what_cannot_be_read_is_told_with_the_remedy(assignment: Assignment, tmp_path: Path) -> None:
    assert "no such file" in refused(assignment, tmp_path / "MNIST.npz")
    assert "cannot be read" in refused(assignment, tmp_path)
    (tmp_path / "text").write_text("X_train")
    assert "not an npz file" in refused(assignment, tmp_path / "text")
    other = saved(tmp_path / "other.npz", x_train=np.zeros((1, 28, 28), np.float32))
    assert "holds no X_train" in refused(assignment, other)


def of(assignment: Assignment, *names: str) -> tuple[Task, ...]:
    """Tasks each of which is given the data of one of these names."""
    task = assignment.tasks[0]
    calls = [msgspec.structs.replace(task.calls[0], arguments=(("images", DataOf(name)),)) for name in names]
    return tuple(msgspec.structs.replace(task, calls=(call,)) for call in calls)


def test_it_lies_where_it_was_said_or_where_it_is_kept(assignment: Assignment, tmp_path: Path) -> None:
    kept, tasks = tmp_path / "cache", assignment.tasks[:1]
    assert full_files(assignment, tasks, None, kept) == {"digits": kept / "MNIST.npz"}
    assert full_files(assignment, tasks, tmp_path / "mine.npz", kept) == {"digits": tmp_path / "mine.npz"}
    assert full_files(assignment, tasks, tmp_path, kept) == {"digits": tmp_path / "MNIST.npz"}


def test_of_several_a_folder_has_them_all_and_a_file_those_of_one_name(assignment: Assignment, tmp_path: Path) -> None:
    one = DataFile("mnist/digits.npz", "images", full=FULL)
    same, other = FullData("MNIST.npz", "Y_train"), FullData("more.npz", "x")
    two, both = (
        with_data(assignment, one=one, two=msgspec.structs.replace(one, full=same)),
        of(assignment, "one", "two"),
    )
    assert full_files(two, both, tmp_path / "mine.npz", tmp_path) == dict.fromkeys(
        ("one", "two"), tmp_path / "mine.npz"
    )
    apart = with_data(assignment, one=one, two=msgspec.structs.replace(one, full=other))
    assert full_files(apart, both, tmp_path, tmp_path)["two"] == tmp_path / "more.npz"
    with pytest.raises(DataError, match="give the folder in which MNIST.npz, more.npz lie, or the task with --task"):
        full_files(apart, both, tmp_path / "mine.npz", tmp_path)


def test_one_file_is_enough_where_the_tasks_that_are_graded_need_no_other(
    assignment: Assignment, tmp_path: Path
) -> None:
    file = tmp_path / "animals_1.npz"
    assert full_files(assignment, of(assignment, "photographs"), file, tmp_path) == {"photographs": file}
    kept = full_files(assignment, of(assignment, "photographs", "photographs"), None, tmp_path)
    assert kept == {"photographs": tmp_path / "photographs.npz"}
    with pytest.raises(DataError, match=r"MNIST.npz, photographs.npz lie"):
        full_files(assignment, of(assignment, "digits", "photographs"), file, tmp_path)


def test_tasks_that_are_given_no_such_data_are_refused(assignment: Assignment, tmp_path: Path) -> None:
    (task,) = of(assignment, "digits")
    for tasks in ((), (msgspec.structs.replace(task, calls=()),), of(assignment, "labels")):
        with pytest.raises(
            DataError, match="tasks that are given digits or photographs: none of those that are graded"
        ):
            full_files(assignment, tasks, None, tmp_path)


def test_an_assignment_without_such_data_says_so(assignment: Assignment, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"--full is for data of which there is more: this assignment has no \[data"):
        full_files(with_data(assignment), assignment.tasks, None, tmp_path)


def test_the_photographs_are_bytes_in_colour_as_are_the_course_s_own(assignment: Assignment, tmp_path: Path) -> None:
    tiles = arrays(assignment)["photographs"]
    assert (tiles.dtype, tiles.shape) == (np.uint8, (200, 32, 32, 3))
    path = saved(tmp_path / "animals_1.npz", data=tiles[:2], labels=np.arange(2))
    assert np.array_equal(full_arrays(assignment, {"photographs": path})["photographs"], tiles[:2])
