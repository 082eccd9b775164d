'''Only what is allowed is imported, and no library does the whole work itself.

What: a file may import what its task allows, and your own other task files.
Where nothing else is said that is `numpy`, `ceil` and `floor` from `math`,
`typing` and `__future__`. Anything else may not be used outside
`if __name__ == "__main__":`; an import that nothing uses is only warned about.
Of the course's own tasks `np.convolve` is not allowed, whatever name it is
called by. Where several tasks share a file, each task's function, and what it
reaches, is held to what that task allows.

Why: the exercise is to build the answer yourself, a convolution from slices and
sums. A library that has it ready answers the question instead of you, and the
machine that runs your file may not have it.

Bad::

    from scipy.signal import correlate2d


    def convolve_grayscale_valid(images, kernel):
        """Let a library do it."""
        return correlate2d(images[0], kernel, mode="valid")

Good::

    import numpy as np


    def convolve_grayscale_valid(images, kernel):
        """Add up shifted images, one for each value of the kernel."""
        kh, kw = kernel.shape
        oh, ow = images.shape[1] - kh + 1, images.shape[2] - kw + 1
        output = np.zeros((images.shape[0], oh, ow))
        for i in range(kh):
            for j in range(kw):
                output += images[:, i:i + oh, j:j + ow] * kernel[i, j]
        return output
'''

import ast
import re
import sys
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct

from checks.allowed import EINSUM, allowed, allower, has_numpy, modules
from checks.language.canonical import canonical
from checks.language.meanings import PASSED_ON
from checks.language.names import Import, Mention
from checks.language.reach import out_of_reach
from checks.language.syntax import Span, main_bodies, place, within
from checks.model import Finding, Inspection, Severity, StaticCheck, Syntax, Verdict
from checks.model.assignment import Policy, Task
from checks.static import foreign, rules

_LOADERS = {"importlib": ("import_module",)}
# Names of Python's modules that are public in numpy too, or in another of Python's.
_ALSO_NUMPYS = frozenset({"array", "copy", "random", "select", "test", "trace", "typing"})
_ALSO_PYTHONS = frozenset({"abc", "array", "copy", "platform", "random", "select", "stat", "time", "trace"})
_REASON = "The exercise is to be written with numpy and nothing else."
_SUM = "Write the sum yourself, with slices and `np.sum`, or with `np.einsum`."
_MOST_LINES = 100  # that are told of a module, and of modules
_OWN_WORK = "Work out yourself what it does: that is what is asked."


_Node = ast.stmt | ast.expr | ast.alias


class _Uses(Struct, frozen=True, eq=False):
    """What a file imports and mentions outside its main block; `apart` is what other tasks' functions alone mention."""

    syntax: Syntax
    imports: tuple[Import, ...]
    mentions: tuple[Mention, ...]
    apart: tuple[Mention, ...]
    skipped: tuple[Span, ...]
    task: Task
    policy: Policy
    allowed: Mapping[str, tuple[str, ...]]
    own: re.Pattern[str]
    siblings: frozenset[str]

    def is_own(self, module: str) -> bool:
        return module in self.siblings or self.own.fullmatch(module) is not None

    def is_allowed(self, module: str) -> bool:
        return module in self.allowed or module.partition(".")[0] in self.allowed


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Judge what the file imports, and which of numpy's functions it names."""
    if inspection.syntax is None:
        return
    uses = _uses(inspection.syntax, inspection)
    found = [
        *_relative(uses),
        *_foreign(uses),
        *_beyond_the_list(uses),
        *_through_modules(uses),
        *_forbidden(uses),
        *rules.findings(
            CHECK.id,
            inspection.syntax,
            allowed=allowed(inspection.task, inspection.policy),
            skipped=uses.skipped,
        ),
    ]
    yield from sorted(found, key=lambda finding: (finding.line or 0, finding.column or 0))


def _uses(syntax: Syntax, inspection: Inspection) -> _Uses:
    names = canonical(syntax).names
    main = main_bodies(syntax.module)
    unreached = out_of_reach(syntax.module, {inspection.task.function}) if inspection.is_shared else ()
    skipped = (*main, *unreached)
    imports, mentions = names.imports(), tuple(names.mentions())
    return _Uses(
        syntax=syntax,
        imports=tuple(found for found in imports if not _inside(found.node, skipped)),
        mentions=tuple(found for found in mentions if not _inside(found.node, skipped)),
        apart=tuple(found for found in mentions if _inside(found.node, unreached)),
        skipped=skipped,
        task=inspection.task,
        policy=inspection.policy,
        allowed={**_LOADERS, **inspection.policy.imports},
        own=re.compile("|".join(_numbered(module) for module in inspection.modules)),
        siblings=frozenset((*inspection.siblings, inspection.task.file.removesuffix(".py"))),
    )


def _numbered(module: str) -> str:
    """A pattern for a task's module, whatever number it begins with."""
    number = re.match(r"\d+-", module)
    return rf"\d+-{re.escape(module[number.end() :])}" if number else re.escape(module)


def _inside(node: _Node, spans: tuple[Span, ...]) -> bool:
    return within(node.lineno, node.col_offset, spans)


def _finding(uses: _Uses, node: _Node, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
    line, column = place(uses.syntax, node.lineno, node.col_offset)
    reason = _REASON.replace("numpy", modules(uses.policy))
    finding = Finding(check=CHECK.id, message=message, reason=reason, hint=hint, line=line, column=column)
    return finding if severity is Severity.ERROR else msgspec.structs.replace(finding, severity=severity)


def _relative(uses: _Uses) -> Iterator[Finding]:
    """Imports from a package that is none."""
    for found in uses.imports:
        if found.relative or (found.module or "").startswith("."):
            message = "a relative import does not work in a file that is not part of a package"
            hint = "Use `__import__('name-of-the-file')`, as the course does."
            yield _finding(uses, found.node, message, hint)


def _foreign(uses: _Uses) -> Iterator[Finding]:
    """Modules that are not allowed: used, or left over."""
    seen: set[str] = set()
    for found in uses.imports:
        root = _foreign_root(uses, found)
        if not root or root in seen:
            continue
        seen.add(root)
        lines = _lines(uses.mentions, root)
        if not lines and _lines(uses.apart, root):
            continue  # another task's function uses it, which may
        if not lines and (isinstance(found.node, ast.Call) or "*" in found.names):
            lines = [found.node.lineno]
        if lines:
            yield _used(uses, found, root, min(lines))
        else:
            hint = "Delete the import: the file can then be loaded where the module is missing."
            yield _finding(uses, found.node, f"`{root}` is imported and not used", hint, Severity.WARNING)


def _foreign_root(uses: _Uses, found: Import) -> str:
    """The top name of a module that is not allowed, "" where it is or where that is said elsewhere."""
    module = found.module or ""
    fine = found.relative or uses.is_own(module) or uses.is_allowed(module)
    return "" if fine else module.partition(".")[0]


def _used(uses: _Uses, found: Import, root: str, line: int) -> Finding:
    names = [mention.name.split(".")[1:] for mention in uses.mentions if mention.name.partition(".")[0] == root]
    known = [] if "*" in found.names else [parts[0] for parts in names if parts]  # any name may come with a star
    words = foreign.words(root, line, known, uses.policy)
    finding = _finding(uses, found.node, words.message, words.hint)
    reason = words.reason if words.whole else " ".join(filter(None, (words.reason, finding.reason)))
    return msgspec.structs.replace(finding, reason=reason)


def _lines(mentions: tuple[Mention, ...], root: str) -> list[int]:
    """The lines where something of a module is mentioned; importing it is no use of it."""
    found = (mention for mention in mentions if mention.name.partition(".")[0] == root)
    return [mention.node.lineno for mention in found if not isinstance(mention.node, ast.alias)]


def not_here(inspection: Inspection) -> dict[str, tuple[int, ...]]:
    """The modules that a file uses and that are not to be had where it is run, each with the lines that use it."""
    if inspection.syntax is None:
        return {}
    uses = _uses(inspection.syntax, inspection)
    roots = {_foreign_root(uses, found) for found in uses.imports} - {"", "numpy"} - sys.stdlib_module_names
    found = {root: sorted({*_lines(uses.mentions, root)}) for root in sorted(roots)[:_MOST_LINES]}
    return {root: tuple(lines[:_MOST_LINES]) for root, lines in found.items() if lines}


def _beyond_the_list(uses: _Uses) -> Iterator[Finding]:
    """Names of an allowed module that are not listed."""
    who = allower(uses.task.imports is not None)
    seen: set[str] = set()
    for mention in uses.mentions:
        module, _, name = mention.name.partition(".")
        listed = uses.allowed.get(module, ())
        name = name.partition(".")[0]
        if module in _LOADERS or not listed or name in ("", "*", *listed) or mention.name in seen:
            continue
        seen.add(mention.name)
        rest = "; numpy has the rest" if has_numpy(uses.policy) else ""
        hint = f"The {who} lists {' and '.join(f'`{module}.{known}`' for known in listed)}{rest}."
        message = f"`{module}.{name}` is not on the {who}'s list"
        yield _finding(uses, mention.node, message, hint, Severity.WARNING)


def _through_modules(uses: _Uses) -> Iterator[Finding]:
    """Private parts of modules, and other modules reached through them, once per line."""
    imported = {(found.module or "").partition(".")[0] for found in uses.imports}
    seen: set[int] = set()
    for mention in uses.mentions:
        root, *parts = mention.name.split(".")
        private = any(part.startswith("_") and not part.startswith("__") for part in parts)
        foreign = sys.stdlib_module_names - _ALSO_NUMPYS
        inner = root == "numpy" and (private or not foreign.isdisjoint(parts[:-1]))
        inner = inner or (uses.is_allowed(root) and _through_another(root, parts))
        passed_on = root in PASSED_ON - {"builtins"} and root not in imported and not uses.is_allowed(root)
        if (inner or passed_on) and mention.node.lineno not in seen:
            seen.add(mention.node.lineno)
            through = "a part of numpy" if root == "numpy" or not inner else f"a part of `{root}`"
            message = f"`{mention.name}` is reached through {through} that is not for use"
            hint = f"Use {'numpy' if through.endswith('numpy') else f'`{root}`'}'s documented functions only."
            yield _finding(uses, mention.node, message, hint)


def _through_another(root: str, parts: list[str]) -> bool:
    """Whether a private part of a module of Python's own is named, or what it has itself imported."""
    if root not in sys.stdlib_module_names or not parts:
        return False
    private = parts[0].startswith("_") and not parts[0].startswith("__")
    return private or parts[0] in sys.stdlib_module_names - _ALSO_PYTHONS - {root}


def _forbidden(uses: _Uses) -> Iterator[Finding]:
    """Functions that are forbidden, by any alias and from any submodule, once per line."""
    who = allower(uses.task.forbidden_calls is not None)
    hint = _SUM if uses.task.exercise and EINSUM not in uses.policy.forbidden_calls else _OWN_WORK
    seen: set[tuple[str, int]] = set()
    for mention in uses.mentions:
        for call in uses.policy.forbidden_calls:
            root, _, name = call.partition(".")
            pattern = rf"{re.escape(root)}\.(\w+\.)*{re.escape(name)}(\..*)?"
            if re.fullmatch(pattern, mention.name) and (call, mention.node.lineno) not in seen:
                seen.add((call, mention.node.lineno))
                yield _finding(uses, mention.node, f"`{mention.name}` is not allowed by the {who}", hint)


CHECK = StaticCheck(
    id="imports",
    summary="Only what is allowed is imported, and no library does the whole work itself.",
    reason="The exercise is to be written with what is allowed and nothing else.",
    needs=("source",),
    verdict=Verdict.RULE_VIOLATION,
    inspect=inspect,
)
