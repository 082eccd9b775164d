"""Versions of parts of the grader: a hash of the source that a part consists of, and of the libraries it stands on.

What was judged by the same version need not be judged again.
"""

import ast
import hashlib
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("grader", "checks", "reference")
DATA = {  # what lies beside a module, and is read by it
    "checks/rules.py": "checks/rules/*.yml",
    "checks/diagnosis/names.py": "checks/diagnosis/*.toml",
    "reference/__init__.py": "reference/[0-9]-*.py",
    "reference/mnist/__init__.py": "reference/mnist/*.npz",
}
READING = ("checks.static", "checks.landmarks", "grader.static", "grader.work")
RUNNING = (
    "checks.dynamic",
    "grader.dynamic",
    "grader.examination",
    "grader.sandbox",
    "reference.mnist",
    "checks.landmarks",
)
GRADING = (*READING, *RUNNING, "grader.grading", "checks.pipeline")
REPORTING = ("grader.results", "grader.report")
CLUSTER = (*GRADING, "grader.cluster.worker")  # what a worker has in common with who sends it work
LIBRARIES = {
    READING: ("ast-grep-py", "pycodestyle"),
    RUNNING: ("numpy", "scipy"),
    GRADING: ("ast-grep-py", "pycodestyle", "numpy", "scipy"),
    REPORTING: ("rich",),
    CLUSTER: ("ast-grep-py", "pycodestyle", "numpy", "scipy"),
}


@cache
def fingerprint(part: tuple[str, ...]) -> str:
    """The version of a part: READING (the static checks), RUNNING (the sandbox and the dynamic ones), GRADING (both and
    the points), CLUSTER (that and the workers), or REPORTING (what is written of them)."""
    digest = hashlib.sha256(platform.python_version().encode())
    for library in LIBRARIES[part]:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in _files(part):
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(roots: Iterable[str]) -> list[Path]:
    """The modules that these import, however far down, and the data that lies beside them."""
    waiting, found = list(roots), set[Path]()
    while waiting:
        for path in _paths(ROOT, waiting.pop()):
            if path not in found:
                found.add(path)
                waiting += _imported(ROOT, path.read_bytes())
    data = (path for beside in found for path in ROOT.glob(DATA.get(str(beside.relative_to(ROOT)), "no such file")))
    return sorted({*found, *data})


def _paths(root: Path, module: str) -> Iterator[Path]:
    """A module's file; a package's modules, all of them."""
    path = root.joinpath(*module.split("."))
    if path.with_suffix(".py").is_file():
        yield path.with_suffix(".py")
    else:
        yield from path.glob("*.py")


@cache
def _imported(root: Path, text: bytes) -> tuple[str, ...]:
    """The project's modules that a file's text imports; `from a import b` may mean the module a.b.

    The parts have most of their files in common: each is looked into once.
    """
    return tuple(
        inner if any(_paths(root, inner := f"{node.module}.{alias.name}")) else node.module
        for node in _statements(ast.parse(text))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in FLOORS
        for alias in node.names
    )


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """All statements below, however deep; no expression has one."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from _statements(child)
