"""Objects of a git repository, as `git cat-file` reads them: none of the repository's configuration is in its reach."""

import errno
import os
import re
import resource
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.intake.disk import DiskFolder
from grader.intake.tree import BrokenError, File, Folder

_FAN = re.compile(r"[0-9a-f]{2}")
_LOOSE = re.compile(r"[0-9a-f]{38}(?:[0-9a-f]{24})?")
_PACK = re.compile(r"pack-[0-9a-f]{40}(?:[0-9a-f]{24})?\.(?:pack|idx)")
_LARGEST = 2**29  # of all objects that are taken out of an archive
_SHA256 = 64
_STEP = 2**20

# What git may use for one submission.
_CPU_SECONDS = 60
_WALL_SECONDS = 300
_MEMORY = 2**31

_CONFIG = """[core]
\trepositoryformatversion = {version}
\tbare = true
\tpackedGitWindowSize = 16m
\tpackedGitLimit = 256m
\tdeltaBaseCacheLimit = 32m
{more}"""
_SHA256_CONFIG = "[extensions]\n\tobjectFormat = sha256\n"
_PUSH = "Commit and push the work once more, with all of its history: `git fsck` tells what is wrong."


class Objects:
    """A repository's objects, one after the other. `format_` is the length of a hash in hexadecimal digits."""

    def __init__(self, repository: Path, format_: int) -> None:
        more = _SHA256_CONFIG if format_ == _SHA256 else ""
        (repository / "config").write_text(_CONFIG.format(version=1 if more else 0, more=more))
        (repository / "HEAD").write_text("ref: refs/heads/none\n")
        (repository / "refs").mkdir()
        self._repository = repository
        self._git: subprocess.Popen[bytes] | None = None
        self._watch: threading.Timer | None = None
        self._late = False

    def read(self, hash_: str, kind: str, limit: int) -> bytes | None:
        """The object with this hash, None if it has more than `limit` bytes.

        Raises:
            BrokenError: it is not there, is of another kind, or is damaged.
        """
        git = self._started()
        assert git.stdin is not None
        assert git.stdout is not None
        try:
            git.stdin.write(f"{hash_}\n".encode())
            git.stdin.flush()
        except BrokenPipeError:
            raise self._ended(hash_) from None
        header = git.stdout.readline().split()
        if len(header) != 3 or header[1] != kind.encode():
            raise self._ended(hash_)
        size = int(header[2])
        if size > limit:
            self.close()
            return None
        data = git.stdout.read(size + 1)
        if len(data) != size + 1:
            raise self._ended(hash_)
        return data[:-1]

    def close(self) -> None:
        """End git."""
        if self._git is not None:
            self._git.kill()
            self._git.communicate()
            self._git = None
        if self._watch is not None:
            self._watch.cancel()

    def _ended(self, hash_: str) -> Exception:
        self.close()
        if self._late:
            return TimeoutError(errno.ETIMEDOUT, f"git took longer than {_WALL_SECONDS} s")
        return BrokenError(f"its object {hash_[:10]} is not there, or is damaged", _PUSH)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._git is None:
            program = shutil.which("git")
            if program is None:
                raise FileNotFoundError(errno.ENOENT, "git is not installed, and this is a git repository")
            self._git = subprocess.Popen(
                (program, "cat-file", "--batch"),
                cwd=self._repository,
                env=_environment(self._repository),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            _limit(self._git.pid)
            self._watch = threading.Timer(_WALL_SECONDS, self._stop)
            self._watch.daemon = True
            self._watch.start()
        return self._git

    def _stop(self) -> None:
        self._late = True
        if self._git is not None:
            self._git.kill()


@contextmanager
def objects(repository: Folder, format_: int) -> Iterator[Objects]:
    """The objects of a repository, whose hashes have `format_` digits.

    Raises:
        BrokenError: it has none, or they are elsewhere.
        OSError: git is not installed, or there is no room for temporary files.
    """
    with tempfile.TemporaryDirectory(prefix="grader-git-") as folder:
        own = Path(folder)
        inner = repository.folder("objects")
        info = inner.folder("info") if inner is not None else None
        if info is not None and info.file("alternates") is not None:
            hint = "Run `git repack -a -d` there and remove objects/info/alternates."
            raise BrokenError("its objects lie in another repository, which is not followed", hint)
        (own / "objects").mkdir()
        if inner is not None:
            _gather(inner, own / "objects")
        store = Objects(own, format_)
        try:
            yield store
        finally:
            store.close()


def _gather(folder: Folder, into: Path) -> None:
    """Put the objects' files under the names that git looks for; all else stays where it is."""
    left = _LARGEST
    for fan in folder.folders():
        wanted = _LOOSE if _FAN.fullmatch(fan.name) else _PACK if fan.name == "pack" else None
        if wanted is None:
            continue
        files = [file for file in fan.files() if wanted.fullmatch(file.name) and not file.problem]
        (into / fan.name).mkdir()
        for file in files:
            left -= _put(fan, file, into / fan.name / file.name, left)


def _put(folder: Folder, file: File, path: Path, left: int) -> int:
    """One file: on the disk it can stay where it is. Returns how many bytes were written."""
    if isinstance(folder, DiskFolder):
        path.symlink_to(folder.path_of(file.name))
        return 0
    data = folder.data(file, left)
    with path.open("wb") as written:
        for at in range(0, data.size, _STEP):
            written.write(data.at(at, _STEP))
    return data.size


def _environment(repository: Path) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(repository),
        "LC_ALL": "C",
        "GIT_DIR": str(repository),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _limit(pid: int) -> None:
    """Bound what git may use, before it is asked for anything; only Linux can do that to another process."""
    if hasattr(resource, "prlimit"):
        resource.prlimit(pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.prlimit(pid, resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
