"""The files that an assignment names, read once, from its folder and from nowhere else."""

import os
import re
import stat
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from checks.exercises import has_oracle
from checks.model.assignment import LARGEST_RULE, Assignment, DataFile, Task
from checks.printable import one_line
from grader.assignment.npz import DataError, Header, checked
from grader.assignment.words import ProblemError, joined, quoted

LARGEST_SOLUTION, LARGEST_DATA, LARGEST_ARRAYS = 2**20, 2**26, 2**28  # bytes; of all arrays together, unpacked
MOST_MEMBERS = 1000  # of an npz file: Python takes seconds to read a long list of them, each time
_MEMBER = b"PK\x01\x02"  # begins each entry of the list
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Files(Struct, frozen=True):
    """The bytes of the files by name, and what the arrays are by the names that calls use."""

    contents: Mapping[str, bytes]
    headers: Mapping[str, Header]


def is_inside(name: str) -> bool:
    """Whether a name can be that of a file in the folder or in one below it."""
    parts = name.split("/")
    return bool(re.fullmatch(r"[^\\\0]+", name)) and one_line(name) == name and not {"", ".", ".."} & set(parts)


def files(folder: Path, assignment: Assignment) -> Files:
    """Read the model solutions, of which some may be missing, their variants, files that make calls, and the data.

    Where right answers come as data, these are read in the place of all that is a program.

    Raises:
        ProblemError: a file is not there, is no file of the folder, is too large, or does not hold what it is to hold.
    """
    contents: dict[str, bytes] = {}
    headers: dict[str, Header] = {}
    if assignment.answers:  # which are there in the place of model solutions
        contents[assignment.answers] = _answers(folder, assignment.answers)
    for index, task in enumerate(() if assignment.answers else assignment.tasks):
        solution = _solution(folder, f"tasks[{index}].file", task)
        if solution is not None:
            contents[task.file] = solution
        for number, variant in enumerate(task.misconceptions):
            place = f"tasks[{index}].misconceptions[{number}].file"
            contents[variant.file] = _program(folder, place, variant.file, "the model solution with that mistake")
        if task.inputs:
            contents[task.inputs] = _program(folder, f"tasks[{index}].inputs", task.inputs, "it makes calls")
    for name in assignment.policy.rules:
        contents[name] = _rule(folder, name)
    for name, data in assignment.data.items():
        place = joined("data", name)
        if data.file not in contents:
            contents[data.file] = _data(folder, f"{place}.file", data.file)
        left = LARGEST_ARRAYS - sum(header.size for header in headers.values())
        headers[name] = _header(place, data, contents[data.file], left)
    return Files(contents, headers)


def _solution(folder: Path, place: str, task: Task) -> bytes | None:
    try:
        return read(folder, place, task.file, LARGEST_SOLUTION)
    except FileNotFoundError:
        if has_oracle(task):
            return None
    raise ProblemError(
        place, f"{task.file} is not in {_shown(folder)}: without `exercise` its model solution is the answer"
    )


def _program(folder: Path, place: str, name: str, what: str) -> bytes:
    try:
        return read(folder, place, name, LARGEST_SOLUTION)
    except FileNotFoundError:
        raise ProblemError(place, f"{name} is not in {_shown(folder)}: {what}") from None


def _rule(folder: Path, name: str) -> bytes:
    from checks.static import rules  # which loads ast-grep

    place = "policy.rules"
    try:
        content = read(folder, place, name, LARGEST_RULE)
        rules.read(name, content.decode())
    except FileNotFoundError:
        problem = f"{name} is not in {_shown(folder)}"
    except UnicodeDecodeError:
        problem = f"{name}: not UTF-8 text"
    except rules.RuleError as error:
        problem = one_line(str(error))
    else:
        return content
    raise ProblemError(place, problem)


def _answers(folder: Path, name: str) -> bytes:
    try:
        return _of_few("answers", name, read(folder, "answers", name, LARGEST_DATA))
    except FileNotFoundError:
        raise ProblemError("answers", f"{name} is not in {_shown(folder)}; copy the whole folder") from None


def _data(folder: Path, place: str, name: str) -> bytes:
    try:
        return _of_few(place, name, read(folder, place, name, LARGEST_DATA))
    except FileNotFoundError:
        problem = f"{name} is not in {_shown(folder)}; copy the whole folder, not the assignment.toml alone"
        raise ProblemError(place, problem) from None


def _of_few(place: str, name: str, content: bytes) -> bytes:
    if content.count(_MEMBER) > MOST_MEMBERS:
        raise ProblemError(place, f"{name} has more than {MOST_MEMBERS} members")
    return content


def read(folder: Path, place: str, name: str, most: int) -> bytes:
    """The bytes of a file that lies in the folder itself. Raises ProblemError or FileNotFoundError."""
    path = os.path.join(os.path.realpath(folder), name)
    try:
        about = os.lstat(path)
        if stat.S_ISLNK(about.st_mode) or os.path.realpath(path) != path:
            raise ProblemError(place, f"{name} is a link; put the file itself there")
        if not stat.S_ISREG(about.st_mode):
            raise ProblemError(place, f"{name} is not a file")
        if about.st_size > most:
            size = f"{most // 2**20} MiB" if most >= 2**20 else f"{most // 2**10} KiB"
            raise ProblemError(place, f"{name} is larger than {size}")
        with open(os.open(path, _READ), "rb") as file:  # which may have become another meanwhile
            return file.read(most)
    except FileNotFoundError:
        raise
    except OSError as error:
        said = (error.strerror or "unknown error").lower()
        raise ProblemError(place, f"{name} cannot be read: {said}") from None


def _header(place: str, data: DataFile, content: bytes, most: int) -> Header:
    try:
        header, sha256 = checked(BytesIO(content), data.key, most)
    except DataError as error:
        key = "key" if "holds no" in str(error) else "file"
        raise ProblemError(f"{place}.{key}", one_line(f"{data.file}: {error}")) from None
    if data.sha256 and sha256 != data.sha256:
        raise ProblemError(f"{place}.sha256", f"expected {sha256}, got {quoted(data.sha256)}: the array is another one")
    return header


def _shown(folder: Path) -> str:
    return one_line(str(folder))
