"""Makes model solutions for tests."""

import ast

from grader.drafting import Solution, read

HEAD = '#!/usr/bin/env python3\n"""A module."""\nimport numpy as np\n\n\n'


def function(given: str, *lines: str, docstring: str = "Works it out.") -> str:
    """The text of a function `f` of these parameters."""
    return "\n    ".join([f"def f({given}):", f'"""{docstring}"""', *lines]) + "\n"


def solution(text: str, file: str = "f.py", name: str = "") -> Solution:
    """The model solution that this text is."""
    return read(file, (HEAD + text).encode(), name)


def tree(given: str, *lines: str, docstring: str = "Works it out.") -> ast.FunctionDef:
    """The tree of a function `f` of these parameters."""
    (found,) = ast.parse(function(given, *lines, docstring=docstring)).body
    assert isinstance(found, ast.FunctionDef)
    return found
