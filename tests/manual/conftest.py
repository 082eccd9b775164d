"""The manual as `make docs` builds it, once for all workers, and a browser to look at it."""

import fcntl
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.grader.report.html.conftest import browser as browser

(OPTIONS,) = re.findall(r"-m sphinx (.*) docs docs/_build/html\n", (ROOT / "Makefile").read_text())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built pages. A warning is a failure, as with `make docs`."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "manual"
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not Path(folder, "said.txt").exists():
            _build(folder)
    said = Path(folder, "said.txt").read_text()
    assert said == ""
    return folder


def _build(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "sphinx", *OPTIONS.split(), "docs", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    failed = f"exit code {done.returncode}\n" if done.returncode else ""
    Path(folder, "said.txt").write_text(done.stdout + done.stderr + failed)
