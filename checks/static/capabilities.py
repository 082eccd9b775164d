'''No use of what could go round every rule: evaluators, files, Python's machinery.

What: a file may use the language, its builtins and numpy, except for this list.
It holds for the task's file, and for your other task files that it imports; not
in the body of `if __name__ == "__main__":`, which is not run here. A name that
you bind yourself (a parameter `open`, a method `load`) is yours, and an import
that nothing uses reaches nothing. A name that numpy does not have, such as
`np.float`, is no matter of this check.

1. Evaluators: `eval`, `exec`, `compile`, `breakpoint`; `get_type_hints`,
   `ForwardRef` and `evaluate_forward_ref` of `typing`, and the methods
   `evaluate` and `_evaluate` of others; `FunctionType`, `LambdaType` and
   `CodeType` of `types`. Text or data that becomes code can do anything that
   this page refuses, and no rule can be checked.
2. Files: `open`, of `io`, `codecs` and `os` too, and `os.fdopen`; of numpy
   `load`, `save`, `savez`, `savez_compressed`, `loadtxt`, `savetxt`,
   `genfromtxt`, `fromfile`, `fromregex`, `memmap`, `DataSource`, `recfromtxt`,
   `recfromcsv`, `ndfromtxt`, `fromtextfile`, `openfile`. A function is given
   all that it needs, and a file can hold code, or be a channel of the machine
   that grades.
3. Parts of numpy: `f2py`, `distutils`, `ctypeslib`, `testing`, `char`,
   `strings`, `chararray`, `core`, `_core`, `lib.format`, `lib.npyio`, `test`.
   These parts of numpy run text as code, reach into memory or files, or go
   through values one by one.
4. Methods of arrays that write or point: `tofile`, `dump`, `dumps`, `ctypes`,
   `cffi`; to define `__array_interface__` or `__array_struct__`. They write
   objects one by one, or hand out places in memory. Methods of your own classes
   are yours.
5. The builtins as a whole: `__builtins__`, the module `builtins`,
   `sys.modules`. In them every function can be found by a name that is made
   while the program runs.
6. Modules whose name is computed: `__import__` and `import_module` take a
   constant, and are called where they are named. A module that cannot be told
   from the text could be any.
7. What changes how Python works: `settrace`, `gettrace`, `setprofile`,
   `getprofile`, `monitoring`, `call_tracing`, `_getframe`,
   `_getframemodulename`, `_current_frames`, `meta_path`, `path_hooks` and
   `path_importer_cache` of `sys`, `settrace` and `setprofile` of `threading`,
   everything of `importlib` but `import_module`. With it a loop could hide from
   the grader, and a solution has no use for it.

Where loops are counted, or calls are forbidden, this is refused as well:

8. Attributes with two underscores before and behind. Read freely: `__name__`,
   `__doc__`, `__file__`, `__version__`, `__class__`, `__debug__`,
   `super().__init__`; and the operators, where they are called: `x.__len__()`,
   `super().__getitem__(n)`. Defining them is free (`__next__` is a matter of
   `loops`), and so are `__all__`, `__slots__` and private names (`__x`). From
   the others Python's own machinery can be reached, and with it code that
   stands nowhere in the file.
9. Attributes of frames, code, tracebacks and generators, by their exact names:
   `tb_frame`, `f_globals`, `gi_code`, `cr_frame`, `ag_frame`, `co_consts` and
   the rest of theirs that begin so. `f_out` and `co_x` are free. They are
   Python's own machinery, too.
10. `getattr`, `setattr`, `hasattr`, `delattr`, `attrgetter`, `methodcaller`
   with a name that is computed, or handed on to be called elsewhere. `self` and
   `cls` of a class of yours are free, while the class is not handed on. With a
   name that is known only when the program runs, a forbidden function could be
   called unseen. The same holds for `__match_args__`, for positions in a class
   pattern where a class defines `__instancecheck__`, and for numpy's names in 2
   and 3 of whatever may be a module where one is handed on: `helper(np)`.
11. `vars`, `locals` and `globals` anywhere but inside `print`. Names that are
   looked up in a dictionary could be those of forbidden functions.
12. Another value for `__name__`, and `nonlocal __class__`. By it the grader
   knows the main block, which is not counted since it does not run when the
   file is imported.

While the file runs, `eval`, `exec`, `compile`, `open` and `breakpoint` can be
had only by their names in the text. A rule that an assignment adds to this
list is told like these.

Why: a loop can be hidden from everyone who reads the text, if it is written as
text, found by a name made of pieces, or run by another library. Evaluators,
files and reflection are used by none of 4054 files that real students wrote.

Bad::

    def convolve_grayscale_valid(images, kernel):
        """Fetches a function by a name that nobody can read"""
        each = __builtins__['pam'[::-1]]
        return list(each(kernel.__mul__, images))

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Says what it does"""
        windows = np.lib.stride_tricks.sliding_window_view(
            images, kernel.shape, axis=(1, 2))
        return np.einsum("mijkl,kl->mij", windows, kernel)
'''

import ast
from collections.abc import Iterator

from checks.allowed import allowed
from checks.language.canonical import canonical
from checks.language.syntax import parse, span_of, within
from checks.model import Finding, Inspection, Source, StaticCheck, Syntax, Verdict
from checks.static import reached, rules
from checks.static.attributes import is_dunder
from checks.static.counted import File, at, files, in_file


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Judge the file and the task files it imports."""
    if inspection.syntax is None:
        return
    for file in map(_without_idle_imports, files(inspection.syntax, inspection)):
        said = allowed(inspection.task, inspection.policy)
        found = [
            *rules.findings(CHECK.id, file.syntax, allowed=said, skipped=file.skipped),
            *_reached(file, hides=_can_hide(inspection)),
            *_through_others(file, inspection),
        ]
        for finding in sorted(found, key=lambda finding: (finding.line or 0, finding.column or 0)):
            yield in_file(finding, file.syntax, inspection)


def _without_idle_imports(file: File) -> File:
    """The file without the imports whose names nothing that counts uses: one that is left over reaches nothing."""
    counted = [
        node
        for node in ast.walk(file.syntax.module)
        if isinstance(node, ast.Name | ast.Attribute) and not within(node.lineno, node.col_offset, file.skipped)
    ]
    used = {"*", *(node.id if isinstance(node, ast.Name) else node.attr for node in counted)}
    idle = (each for each in canonical(file.syntax).names.scopes.imports if used.isdisjoint(_bound(each)))
    return file._replace(skipped=(*file.skipped, *(span_of([each]) for each in idle)))


def _bound(statement: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """The names by which what is imported can be used; `*` where that needs none."""
    for alias in statement.names:
        parts = alias.name.split(".")
        # What `import numpy.f2py` binds is `numpy`, and what it gives is `.f2py`.
        name = alias.asname or parts[min(1, len(parts) - 1)]
        yield "*" if alias.asname and is_dunder(name) else name


def _can_hide(inspection: Inspection) -> bool:
    """Whether there is something that could be done unseen: a loop, or a call that is forbidden."""
    return inspection.task.loops is not None or bool(inspection.policy.forbidden_calls)


def _reached(file: File, *, hides: bool) -> Iterator[Finding]:
    """What no list of names can say, each kind once a line."""
    seen: set[tuple[str, int]] = set()
    for kind, message, line, column in reached.found(file):
        if (hides or kind.always) and (kind.reason, line) not in seen:
            seen.add((kind.reason, line))
            finding = Finding(check=CHECK.id, message=message, reason=kind.reason, hint=kind.hint)
            yield at(finding, file.syntax, line, column)


def _through_others(file: File, inspection: Inspection) -> Iterator[Finding]:
    """What is reached through another of the student's files, which has it by an import: `helper.np.load`."""
    said = allowed(inspection.task, inspection.policy)
    for mention in canonical(file.syntax).names.mentions():
        module, _, rest = mention.name.partition(".")
        sibling, (name, _, rest) = inspection.siblings.get(module), rest.partition(".")
        if sibling is None or within(mention.node.lineno, mention.node.col_offset, file.skipped):
            continue
        for binding in canonical(sibling).names.scopes.module.bindings.get(name, []):
            if isinstance(binding.value, str):
                text = f"import {binding.value.partition('.')[0]}\n{'.'.join(filter(None, (binding.value, rest)))}\n"
                for finding in rules.findings(CHECK.id, _written(text), allowed=said):
                    yield at(finding, file.syntax, mention.node.lineno, mention.node.col_offset)


def _written(text: str) -> Syntax:
    return parse(Source("", text.encode(), "", executable=True))


CHECK = StaticCheck(
    id="capabilities",
    summary="No use of what could go round every rule: evaluators, files, Python's machinery.",
    reason="With what is refused here every other rule could be gone round unseen.",
    needs=("source",),
    verdict=Verdict.RULE_VIOLATION,
    inspect=inspect,
)
