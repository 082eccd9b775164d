'''The module, every function, every class and every method has a docstring.

What: A docstring is a text in quotes that stands first in the file or in the
body. Functions inside functions need none, nor do those in the block under
`if __name__ == "__main__":`.

Why: `help()` and `__doc__` show it to whoever uses the function without
reading its code.

Bad::

    #!/usr/bin/env python3
    """Valid convolution."""


    def convolve_grayscale_valid(images, kernel):
        # Convolve grayscale images without padding.
        return images

Good::

    #!/usr/bin/env python3
    """Valid convolution."""


    def convolve_grayscale_valid(images, kernel):
        """Convolve grayscale images without padding."""
        return images
'''

import ast
from collections.abc import Iterator
from itertools import islice

from checks.language.toplevel import Definition, Function, statements
from checks.model import Finding, Inspection, StaticCheck
from checks.printable import one_line

MOST = 20


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Yield a finding for each missing docstring, for no more than `MOST` of them."""
    if inspection.syntax is None:
        return
    missing = _missing(inspection.syntax.module)
    yield from islice(missing, MOST)
    if more := sum(1 for _ in missing):
        yield Finding(
            check="documentation",
            message=f"{more} more docstrings are missing",
            hint="Write one for each function, class and method, as for the ones above.",
        )


def _missing(module: ast.Module) -> Iterator[Finding]:
    assigned = set(_assigned(module))
    if not _documented(module) and "" not in assigned:
        yield Finding(
            check="documentation",
            message="the module has no docstring",
            hint='Say what the file is for, right below the first line: """Work out averages."""',
            line=1,
        )
    for kind, name, node in _definitions(module.body):
        if not _documented(node) and name not in assigned:
            shown = one_line(name, 80)
            yield Finding(
                check="documentation",
                message=f"the {kind} `{shown}` has no docstring",
                hint=f'Put one right below its first line: """Say here what {shown} does."""',
                line=node.lineno,
            )


def _definitions(body: list[ast.stmt], outer: str = "") -> Iterator[tuple[str, str, Definition]]:
    """Yield kind, full name and node of each function, class and method."""
    for statement, _ in statements(body):
        if isinstance(statement, ast.ClassDef):
            yield "class", f"{outer}{statement.name}", statement
            yield from _definitions(statement.body, f"{outer}{statement.name}.")
        elif isinstance(statement, Function):
            yield "method" if outer else "function", f"{outer}{statement.name}", statement


def _documented(node: ast.Module | Definition) -> bool:
    return bool((ast.get_docstring(node, clean=False) or "").strip())


def _assigned(module: ast.Module) -> Iterator[str]:
    """Yield the names whose `__doc__` is assigned to, which is a docstring too; "" is the module."""
    for statement, _ in statements(module.body):
        match statement:
            case ast.Assign(value=ast.Constant(value=value)) if not str(value or "").strip():
                continue
            case ast.Assign(targets=[ast.Name(id="__doc__")]):
                yield ""
            case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=name), attr="__doc__")]):
                yield name


CHECK = StaticCheck(
    id="documentation",
    summary="The module, every function, every class and every method has a docstring.",
    reason="A docstring is shown to whoever uses the function without reading its code.",
    needs=("source",),
    inspect=inspect,
)
