"""The photographs are what they claim to be, and whatever keeps images from being built of them ends in one line.

Nothing here downloads. To try the real download: `python -m reference.photographs.make_tiles`.
"""

import hashlib
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

import reference
from reference.making import MakingError
from reference.photographs import TILES_PATH, TILES_SHA256, full, make_tiles, pictures
from tests.reference.making import one_line, zipped

PAGE = (reference.FOLDER / "photographs/README.md").read_text(encoding="utf-8")
LARGEST = 600_000  # bytes that may travel along


def hashed(array: np.ndarray) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()


@pytest.fixture(scope="module")
def tiles() -> np.ndarray:
    with np.load(TILES_PATH, allow_pickle=False) as npz:
        assert list(npz) == ["images"]
        return np.asarray(npz["images"])


@pytest.fixture(scope="module")
def images(tiles: np.ndarray) -> np.ndarray:
    return full.images(tiles)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(pixels: np.ndarray, filters: tuple[int, ...] = (0,), kind: tuple[int, ...] = pictures.RGB) -> bytes:
    """A file of these pixels, whose lines are filtered in these ways in turn, as the specification says."""
    rows, columns, _ = pixels.shape
    around = np.pad(pixels.astype(int), ((1, 0), (1, 0), (0, 0)))
    left, up, corner = around[1:, :-1], around[:-1, 1:], around[:-1, :-1]
    distances = np.abs(np.stack([left, up, corner]) - (left + up - corner))
    nearest = np.choose(distances.argmin(axis=0), [left, up, corner])
    guesses = [np.zeros_like(left), left, up, (left + up) // 2, nearest]
    lines = b""
    for row in range(rows):
        way = filters[row % len(filters)]
        lines += bytes([way]) + ((pixels[row].astype(int) - guesses[way][row]) % 256).astype(np.uint8).tobytes()
    packed = zlib.compress(lines)
    parts = chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, *kind)) + chunk(b"tEXt", b"of no use")
    return pictures.SIGNATURE + parts + chunk(b"IDAT", packed[:20]) + chunk(b"IDAT", packed[20:]) + chunk(b"IEND", b"")


def noise(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(rows).integers(0, 256, (rows, columns, 3), dtype=np.uint8)


class TestTiles:
    def test_are_200_images_of_bytes_in_colour_that_differ(self, tiles: np.ndarray) -> None:
        assert (tiles.dtype, tiles.shape) == (np.uint8, (200, 32, 32, 3))
        assert len({tile.tobytes() for tile in tiles}) == 200
        assert (int(tiles.min()), int(tiles.max())) == (0, 255)

    def test_have_the_published_bytes(self, tiles: np.ndarray) -> None:
        assert hashed(tiles) == TILES_SHA256
        assert f"`{TILES_SHA256}`" in PAGE
        assert TILES_SHA256 in reference.ASSIGNMENT.read_text(encoding="utf-8")

    def test_are_in_colour_each_of_them(self, tiles: np.ndarray) -> None:
        apart = tiles.max(axis=3).astype(int) - tiles.min(axis=3)
        assert (apart.max(axis=(1, 2)) > 0).all()

    def test_take_no_more_room_than_they_may(self) -> None:
        assert TILES_PATH.stat().st_size <= LARGEST

    def test_come_of_pictures_that_the_page_names(self) -> None:
        for name, sha256 in make_tiles.PICTURES.items():
            assert f"| `{name}` | `{sha256}` |" in PAGE
            assert f"`{Path(name).name}`" in PAGE.partition("## Where")[0]
        assert f"`{make_tiles.WHEEL.rpartition(':')[2]}`" in PAGE

    def test_are_as_many_of_each_scale_as_the_page_says(self) -> None:
        for times, each in make_tiles.KEPT.items():
            scale = "1" if times == 1 else f"1/{times}"
            assert f"| {scale} | {' | '.join(map(str, each))} |" in PAGE
        assert sum(map(sum, make_tiles.KEPT.values())) == 200


class TestImages:
    def test_are_10000_bytes_in_colour_of_which_no_two_are_the_same(self, images: np.ndarray) -> None:
        assert (images.dtype, images.shape) == (np.uint8, (10000, 32, 32, 3))
        assert len({image.tobytes() for image in images}) == 10000

    def test_have_the_published_bytes(self, images: np.ndarray) -> None:
        assert f"`{hashed(images)}`" in PAGE

    def test_begin_with_the_tiles_and_then_the_tiles_turned(self, tiles: np.ndarray, images: np.ndarray) -> None:
        assert np.array_equal(images[:200], tiles)
        assert np.array_equal(images[200:400], np.rot90(tiles, axes=(1, 2)))
        assert np.array_equal(images[800:1000], tiles[:, :, ::-1])

    def test_that_were_moved_show_a_mirror_image_where_there_is_nothing(
        self, tiles: np.ndarray, images: np.ndarray
    ) -> None:
        moved = images[1600:1800]  # by 7 columns
        assert np.array_equal(moved[:, :, 7:], tiles[:, :, :-7])
        assert np.array_equal(moved[:, :, :7], tiles[:, :, 6::-1])


class TestBuild:
    def test_writes_one_array_and_the_same_bytes_again(self, tmp_path: Path, images: np.ndarray) -> None:
        one, other = tmp_path / "one" / "photographs.npz", tmp_path / "other.npz"
        assert full.main([str(one)]) == full.main([str(other)]) == 0
        assert one.read_bytes() == other.read_bytes()
        with np.load(one, allow_pickle=False) as npz:
            assert list(npz) == ["data"]
            assert np.array_equal(npz["data"], images)

    @pytest.mark.parametrize(
        ("content", "part"),
        [
            pytest.param(None, "cannot be read", id="none"),
            pytest.param(b"no archive", "cannot be read", id="no archive"),
            pytest.param(np.zeros((200, 32, 32, 3), np.uint8), "wrong SHA-256", id="black ones"),
        ],
    )
    def test_of_other_tiles_is_refused_and_leaves_no_file(
        self, content: bytes | np.ndarray | None, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "tiles.npz"
        monkeypatch.setattr(full, "TILES_PATH", path)
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif content is not None:
            np.savez(path, images=content)
        with pytest.raises(MakingError, match=f"tiles.npz: .*{part}") as error:
            full.build(tmp_path / "photographs.npz")
        one_line(error)
        assert not (tmp_path / "photographs.npz").exists()

    @pytest.mark.parametrize(
        ("arguments", "part"),
        [([], "say where"), (["a", "b"], "say where"), (["/dev/null/photographs.npz"], "name another place")],
        ids=["no place", "two places", "no folder there"],
    )
    def test_says_in_one_line_what_is_wrong(
        self, arguments: list[str], part: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert full.main(arguments) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert part in line


class TestPictures:
    @pytest.mark.parametrize("filters", [(0,), (1,), (2,), (3,), (4,), (0, 4, 3, 2, 1)], ids=str)
    def test_are_read_however_their_lines_are_filtered(self, filters: tuple[int, ...]) -> None:
        pixels = noise(7, 5)
        assert np.array_equal(pictures.read(png(pixels, filters)), pixels)

    @pytest.mark.parametrize(
        "content",
        [b"GIF89a", png(noise(2, 2), kind=(16, 2, 0, 0, 0)), png(noise(2, 2), kind=(8, 2, 0, 0, 1))],
        ids=["another format", "sixteen bits", "interlaced"],
    )
    def test_of_another_kind_are_refused(self, content: bytes) -> None:
        with pytest.raises(ValueError, match="PNG"):
            pictures.read(content)


class TestMakeTiles:
    @pytest.fixture
    def photographs(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, np.ndarray]:
        """Three photographs, whose files the maker takes for the real ones."""
        found = {name: noise(64 + n, 70) for n, name in enumerate(make_tiles.PICTURES)}
        hashes = {name: hashlib.sha256(png(pixels)).hexdigest() for name, pixels in found.items()}
        monkeypatch.setattr(make_tiles, "PICTURES", hashes)
        return found

    def test_reads_the_photographs_of_the_wheel(self, tmp_path: Path, photographs: dict[str, np.ndarray]) -> None:
        wheel = zipped(tmp_path / "a.whl", {name: png(pixels) for name, pixels in photographs.items()})
        for read, pixels in zip(make_tiles.pictures(wheel), photographs.values(), strict=True):
            assert np.array_equal(read, pixels)

    @pytest.mark.parametrize(
        ("change", "part"),
        [({}, "cannot be read"), ({"skimage/data/coffee.png": png(noise(3, 3))}, "wrong SHA-256")],
        ids=["none", "another one"],
    )
    def test_refuses_what_are_not_the_photographs(
        self, change: dict[str, bytes], part: str, tmp_path: Path, photographs: dict[str, np.ndarray]
    ) -> None:
        members = {name: png(pixels) for name, pixels in photographs.items()} | change if change else {}
        with pytest.raises(MakingError, match=part) as error:
            make_tiles.pictures(zipped(tmp_path / "a.whl", members))
        one_line(error)

    def test_makes_a_picture_smaller_by_the_mean_of_squares_rounded(self) -> None:
        picture = np.array([[0, 1, 9], [1, 0, 9], [9, 9, 9]], np.uint8)[:, :, None].repeat(3, axis=2)
        assert make_tiles.smaller(picture, 2).tolist() == [[[1, 1, 1]]]  # 0.5 is rounded up
        assert np.array_equal(make_tiles.smaller(picture, 1), picture)

    def test_keeps_of_each_photograph_those_with_most_contrast_where_they_lie(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(make_tiles, "KEPT", {1: (2, 1)})
        flat, loud = np.full((32, 32, 3), 7, np.uint8), noise(32, 32)
        wide = np.concatenate([loud, flat, loud // 2], axis=1)
        found = make_tiles.chosen((wide, np.concatenate([flat, loud])))
        assert np.array_equal(found, [loud, loud // 2, loud])
