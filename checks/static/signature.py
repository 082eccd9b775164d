'''The task's function is there and takes the arguments that are asked for.

What: The file defines the function under its exact name, outside of any class
or other function, and the function can be called with the handout's arguments
in the handout's order. Other names for the parameters, further parameters with
a default and a default that is missing or another one are only mentioned.

Why: The grader calls the function by its name, as `N-main.py` of the course
does. A function that is not found cannot be right.

Bad::

    #!/usr/bin/env python3
    """Valid convolution."""


    def convolve_grayscale(images, kernel):
        """Convolve grayscale images without padding."""
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

from checks.language.toplevel import Function, last_bindings, may_appear
from checks.model import Finding, Inspection, Severity, StaticCheck, Verdict
from checks.model.assignment import Task
from checks.printable import one_line
from checks.static.nearby import where_it_is
from checks.written import parameters_of


def inspect(inspection: Inspection) -> Iterator[Finding]:
    """Yield what keeps the task's function from being called as the handout calls it."""
    if inspection.syntax is None:
        return
    task, module = inspection.task, inspection.syntax.module
    bound = last_bindings(module, task.function)
    if not bound:
        if not may_appear(module, task.function):
            message, hint, line = where_it_is(module, task)
            yield _finding(message, hint, line)
        return
    verdicts = [list(_judge(node, task)) if isinstance(node, Function) else [] for node in bound]
    if [] not in verdicts:
        yield from verdicts[-1]


def _judge(node: Function, task: Task) -> Iterator[Finding]:
    if node.decorator_list:
        return  # what a decorator returns, only running it shows
    if isinstance(node, ast.AsyncFunctionDef):
        yield _finding(
            f"`{task.function}` is an `async def`: a call returns a coroutine, not an array",
            f"Define it with `def {_call(task)}:`.",
            node.lineno,
        )
    elif (line := _first_yield(node)) is not None:
        yield _finding(
            f"`{task.function}` holds a `yield`: a call returns a generator, not an array",
            "Fill an array, and `return` it at the end.",
            line,
        )
    yield from _parameters(node, task)


def _parameters(node: Function, task: Task) -> Iterator[Finding]:
    arguments, wanted = node.args, len(task.parameters)
    positional = [*arguments.posonlyargs, *arguments.args]
    required = len(positional) - len(arguments.defaults)
    by_name = {each.name for each in task.arguments if each.optional}  # as calls give them
    keywords = [
        argument.arg
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is None and argument.arg not in by_name
    ]
    named = by_name if arguments.kwarg else by_name & {argument.arg for argument in arguments.kwonlyargs}
    shown = _shown(arguments, wanted - len(by_name))
    if required > wanted or (len(positional) + len(named) < wanted and arguments.vararg is None):
        count = required if required > wanted else len(positional)
        message = f"it takes {count} argument{'' if count == 1 else 's'}, the assignment gives {wanted}"
    elif keywords:
        message = f"it needs the keyword `{one_line(keywords[0], 80)}`, which the assignment does not give"
    elif shown == _asked(task):
        yield from _other_defaults(arguments, task, node.lineno)
        return
    else:
        needed = [each.name for each in task.arguments[:required] if each.optional]
        yield Finding(
            check="signature",
            severity=Severity.WARNING,
            message=(f"`{task.function}` takes `({one_line(shown)})`; the assignment says `({_asked(task)})`"),
            hint=f"Calls may leave `{needed[0]}` out, so give it its default: `def {_call(task)}:`."
            if needed
            else f"It works, and the assignment's own words are easier to read: `def {_call(task)}:`.",
            line=node.lineno,
        )
        return
    yield _finding(
        f"`{task.function}` cannot be called as in the assignment: {message}",
        f"Define it with `def {_call(task)}:`.",
        node.lineno,
    )


def _other_defaults(arguments: ast.arguments, task: Task, line: int) -> Iterator[Finding]:
    """Defaults that are written out and are not those of the assignment."""
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = [
        *zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True),
        *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
    ]
    given = {argument.arg: default for argument, default in pairs if default is not None}
    for argument in task.arguments:
        default = given.get(argument.name)
        if not argument.optional or default is None:
            continue
        try:
            value = ast.literal_eval(default)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue  # what it is, only running it shows
        if _plain(value) != _plain(argument.default):
            yield Finding(
                check="signature",
                severity=Severity.WARNING,
                message=f"`{argument.name}` is {one_line(repr(value), 80)} where it is left out; "
                f"the assignment says {argument.default!r}",
                hint=f"Give it the assignment's default: `def {_call(task)}:`.",
                line=line,
            )


def _plain(value: object) -> object:
    """A list is as good as a tuple for a default."""
    return tuple(value) if isinstance(value, list) else value


def _shown(arguments: ast.arguments, by_place: int) -> str:
    """Return the parameters without annotations, and with `=...` for a default."""
    positional = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    without = len(positional) - len(arguments.defaults)
    shown = [f"{name}=..." if index >= without else name for index, name in enumerate(positional)]
    if len(arguments.posonlyargs) > by_place:  # what is given by name cannot be
        shown.insert(len(arguments.posonlyargs), "/")
    if arguments.vararg:
        shown.append(f"*{arguments.vararg.arg}")
    elif arguments.kwonlyargs:
        shown.append("*")
    shown += [f"{argument.arg}=..." for argument in arguments.kwonlyargs]
    if arguments.kwarg:
        shown.append(f"**{arguments.kwarg.arg}")
    return ", ".join(shown)


def _asked(task: Task) -> str:
    """Return the parameters that are asked for as `_shown` returns those that are there."""
    return ", ".join(f"{each.name}=..." if each.optional else each.name for each in task.arguments)


def _first_yield(node: Function) -> int | None:
    """Return the line of a `yield` that belongs to this function and to none inside it."""
    waiting: list[ast.AST] = list(node.body)
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, ast.Yield | ast.YieldFrom):
            return inner.lineno
        if not isinstance(inner, Function | ast.Lambda | ast.ClassDef):
            waiting.extend(ast.iter_child_nodes(inner))
    return None


def _call(task: Task) -> str:
    return f"{task.function}({parameters_of(task)})"


def _finding(message: str, hint: str, line: int | None) -> Finding:
    return Finding(check="signature", message=message, hint=hint, line=line)


CHECK = StaticCheck(
    id="signature",
    summary="The task's function is there and takes the arguments that are asked for.",
    reason="The grader calls the function by its name, with the assignment's arguments.",
    needs=("source",),
    verdict=Verdict.WRONG_ANSWER,
    inspect=inspect,
)
