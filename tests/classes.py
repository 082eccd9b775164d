"""Makes a class of any size out of sample submissions, in every layout that the intake knows."""

import csv
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Class = dict[str, Path]  # the student, as the intake has to call them, and the sample that they hand in

FIRST = ("Ada", "Ben", "Chloé", "Dmitri", "Esra", "Fatima", "Grażyna", "Hiro", "Inès", "José", "Kofi", "Léa")
LAST = ("Abebe", "Brown", "Chen", "Dubois", "Eriksen", "Fernández", "García", "Haddad", "Ivanova", "Jung", "O'Neil")
PROJECT = "math/0x04-convolutions_and_pooling"
DATE = "2024-03-05T12:07:00+01:00"


def students(count: int, first: int = 0) -> list[str]:
    """So many names, all different."""
    return [_name(number) for number in range(first, first + count)]


def _name(number: int) -> str:
    names, turn = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}", number // (len(FIRST) * len(LAST))
    return f"{names} {turn + 1}" if turn else names


def make_class(folder: Path, layout: str, names: Sequence[str], samples: Sequence[Path]) -> Class:
    """Write a class into a folder, which is made, and return what the intake has to find in it.

    The samples go round. `layout` is one of LAYOUTS.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handed_in = [(name, samples[number % len(samples)]) for number, name in enumerate(names)]
    return dict(LAYOUTS[layout](folder, handed_in))


def pack(folder: Path, archive: Path) -> None:
    """Pack a folder's content into a .zip or a tar archive, and remove the folder."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(folder.rglob("*")):
                file.write(path, path.relative_to(folder))
    else:
        with tarfile.open(archive, f"w:{archive.suffix[1:].replace('tgz', 'gz').replace('tar', '')}") as file:
            for path in sorted(folder.iterdir()):
                file.add(path, path.name)
    shutil.rmtree(folder)


def files_of(sample: Path) -> list[Path]:
    """What a student hands in of a sample: its programs and its README."""
    return [path for path in sorted(sample.iterdir()) if path.suffix == ".py" or path.name == "README.md"]


def copy(sample: Path, folder: Path) -> None:
    """Put the files of a sample into a folder, which is made."""
    folder.mkdir(parents=True)
    for path in files_of(sample):
        shutil.copy2(path, folder)


# --- the layouts -----------------------------------------------------------------------------------

HandedIn = Sequence[tuple[str, Path]]
Found = Iterator[tuple[str, Path]]


def _folder(folder: Path, handed_in: HandedIn) -> Found:
    for name, sample in handed_in:
        copy(sample, folder / name)
        yield name, sample


def _course(folder: Path, handed_in: HandedIn) -> Found:
    """A course's repository of each student, without git: the project is one of its folders."""
    for name, sample in handed_in:
        copy(sample, folder / name / PROJECT)
        (folder / name / "math" / "0x00-linear_algebra").mkdir()
        (folder / name / "math" / "0x00-linear_algebra" / "0-slice_me_up.py").write_text("arr = 1\n")
        yield name, sample


def _archives(folder: Path, handed_in: HandedIn) -> Found:
    """An archive of each student, of every kind, with and without a folder in it."""
    endings = (".zip", ".tar.gz", ".tgz", ".tar", ".tar.bz2", ".tar.xz")
    for number, (name, sample) in enumerate(handed_in):
        inner = folder / "packing"
        copy(sample, inner / PROJECT if number % 2 else inner)
        pack(inner, folder / f"{name}{endings[number % len(endings)]}")
        yield name, sample


def _flat(folder: Path, handed_in: HandedIn) -> Found:
    for number, (name, sample) in enumerate(handed_in):
        who = name.replace(" ", "_")
        for path in files_of(sample):
            after = number % 2 and path.suffix == ".py"
            shutil.copy2(path, folder / (f"{path.stem}_{who}.py" if after else f"{who}_{path.name}"))
        yield who, sample


def _canvas(folder: Path, handed_in: HandedIn) -> Found:
    for number, (name, sample) in enumerate(handed_in):
        who = "".join(char for char in "".join(reversed(name.split(" ", 1))).lower() if char.isalnum())
        start = f"{who}_LATE_{4000 + number}" if number % 5 == 4 else f"{who}_{4000 + number}"
        if number % 4 == 3:  # a zip inside of the download
            copy(sample, folder / "packing" / "0x04")
            pack(folder / "packing", folder / f"{start}_{90000 + 10 * number}_project.zip")
        else:
            for place, path in enumerate(files_of(sample)):
                ending = f"-{number % 3}{path.suffix}" if number % 3 and path.suffix == ".py" else path.suffix
                shutil.copy2(path, folder / f"{start}_{90000 + 10 * number + place}_{path.stem}{ending}")
        yield who, sample


def _moodle(folder: Path, handed_in: HandedIn) -> Found:
    for number, (name, sample) in enumerate(handed_in):
        inner = folder / f"{name}_{657000 + number}_assignsubmission_file{'_' if number % 2 else ''}"
        if number % 4 == 3:
            inner.mkdir()
            copy(sample, folder / "packing")
            pack(folder / "packing", inner / "my work.zip")
        else:
            copy(sample, inner)
        yield name, sample


def _brightspace(folder: Path, handed_in: HandedIn) -> Found:
    for number, (name, sample) in enumerate(handed_in):
        start = f"{13000 + number}-80551 - {name} - Mar {number % 28 + 1}, 2024 {number % 12 + 1}{number % 60:02d} PM"
        if number % 2:
            copy(sample, folder / start)
        else:
            for path in files_of(sample):
                shutil.copy2(path, folder / f"{start} - {path.name}")
        yield name, sample


def _gradescope(folder: Path, handed_in: HandedIn) -> Found:
    lines = []
    for number, (name, sample) in enumerate(handed_in):
        key = f"submission_{409194000 + number}"
        copy(sample, folder / key)
        lines += [
            f"{key}:\n  :submitters:\n  - :name: {name}\n    :sid: '{3000 + number}'",
            f"    :email: student{number}@example.org",
            f"  :created_at: 2024-03-{number % 28 + 1:02d} 17:34:00.861687000 Z\n  :score: 2.0",
            "  :results:\n    output: |-\n      :submitters: none\n    tests: []\n  :history: []",
        ]
        yield name, sample
    (folder / "submission_metadata.yml").write_text("---\n" + "\n".join(lines) + "\n")


def _nbgrader(folder: Path, handed_in: HandedIn) -> Found:
    for number, (name, sample) in enumerate(handed_in):
        inner = folder / "submitted" / name / "0x04"
        copy(sample, inner)
        (inner / "timestamp.txt").write_text(f"2024-03-05 15:58:{number % 60:02d}.948203 UTC")
        yield name, sample


def _table(folder: Path, handed_in: HandedIn) -> Found:
    with (folder / "class.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Name", "Path", "E-mail"])
        for number, (name, sample) in enumerate(handed_in):
            copy(sample, folder / "work" / str(number))
            rows.writerow([name, f"work/{number}", f"student{number}@example.org"])
            yield name, sample


def _git(folder: Path, handed_in: HandedIn) -> Found:
    for name, sample in handed_in:
        copy(sample, folder / name / PROJECT)
        commit(folder / name)
        yield name, sample


def _bare(folder: Path, handed_in: HandedIn) -> Found:
    for name, sample in handed_in:
        work = folder / "work"
        copy(sample, work)
        commit(work)
        git(folder, "clone", "--quiet", "--bare", str(work), str(folder / f"{name}.git"))
        shutil.rmtree(work)
        yield name, sample


LAYOUTS: dict[str, Callable[[Path, HandedIn], Found]] = {
    "folder": _folder,
    "course": _course,
    "archives": _archives,
    "flat": _flat,
    "canvas": _canvas,
    "moodle": _moodle,
    "brightspace": _brightspace,
    "gradescope": _gradescope,
    "nbgrader": _nbgrader,
    "table": _table,
    "git": _git,
    "bare": _bare,
}


def mixed_class(folder: Path, count: int, samples: Sequence[Path]) -> Class:
    """A class in which every layout has its part, every third of them packed into an archive."""
    found: Class = {}
    share, more = divmod(count, len(LAYOUTS))
    for number, layout in enumerate(LAYOUTS):
        names = students(share + (number < more), first=len(found))
        found |= make_class(folder / layout, layout, names, [*samples[number:], *samples[:number]])
        if number % 3 == 1:
            pack(folder / layout, folder / f"{layout}.{('zip', 'tar.gz')[number % 2]}")
    return found


# --- git -------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str, date: str = DATE) -> str:
    """Run git in a folder, free of this machine's settings; what it commits is of this date."""
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    said = {"NAME": "Student", "EMAIL": "student@example.org", "DATE": date}
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in said.items()}
    command = ("git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments)
    done = subprocess.run(command, cwd=folder, env=environment | who, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, date: str = DATE) -> str:
    """Commit all of a folder's files, making it a repository where it is none; return the commit's hash."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Hand in", date=date)
    return git(folder, "rev-parse", "HEAD")
