"""All guesses at what was meant in a file, the likeliest first."""

import ast
import builtins
from collections.abc import Iterator, Mapping
from typing import Any

from checks.exercises.modelled.guesses import lending, moved, small
from checks.exercises.modelled.guesses.guess import Guess
from checks.exercises.modelled.guesses.setting import Setting, called_name, kinds_of, numpy_of, of_model
from checks.exercises.modelled.guesses.slots import Function, Slot, function_of, functions_of, slots_of, statements_of
from checks.exercises.repair.text import Text
from checks.model import Edit, Part, Syntax
from checks.model.arguments import ArrayOf, EitherOf
from checks.model.assignment import Task

MOST_GUESSES = 160  # that are kept: more than are ever tried
LONGEST_WORD = 20  # of a text that is compared with, such as "same"
MOST_NODES, MOST_STATEMENTS = 1500, 80  # of a function: no exercise's has more


def guesses(task: Task, syntax: Syntax, model: Syntax | None) -> tuple[Part, ...]:
    """The edits of a student's file, the likeliest first; none of one that is far too long."""
    functions = functions_of(syntax.module, task.function)
    if not functions or sum(1 for each in functions for _ in ast.walk(each)) > MOST_NODES:
        return ()
    every = _every(task, syntax, functions, model, Text(syntax))
    found: dict[tuple[Edit, ...], Part] = {}
    for guess in sorted(every, key=lambda guess: (guess.rank, guess.start)):
        part = guess.part()
        if part is not None:
            found.setdefault(part.edits, part)
        if len(found) == MOST_GUESSES:
            break
    return tuple(found.values())


def _every(
    task: Task, syntax: Syntax, functions: tuple[Function, ...], model: Syntax | None, text: Text
) -> Iterator[Guess]:
    theirs = function_of(model.module, task.function) if model else None
    known = _known(syntax.module)
    for function in functions:
        if len(statements_of(function)) > MOST_STATEMENTS:
            continue
        setting = _setting(task, syntax, function, theirs)
        if theirs and model:
            for slot, node, rank in lending.lent_to(function, theirs, setting, numpy_of(model.module), known):
                yield _whole(slot, node, rank, text)
        yield from moved.guesses_of(function, text, setting)
        for slot in slots_of(function):
            yield from small.guesses_of(slot, text, setting)


def _whole(slot: Slot, node: ast.expr, rank: int, text: Text) -> Guess:
    return small.guess_of(slot, (), slot.node, node, rank, text)


def _known(module: ast.Module) -> frozenset[str]:
    """The names that every function of a file knows."""
    names = {*dir(builtins)}
    for node in module.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
    return frozenset(names)


def _setting(task: Task, syntax: Syntax, function: Function, model: Function | None) -> Setting:
    kinds, lines = kinds_of(function, task)
    whole = tuple(
        name
        for argument, name in zip(task.arguments, kinds, strict=False)
        if isinstance(argument.form, ArrayOf) and argument.form.dtype.startswith(("uint", "int", "bool"))
    )
    if model is None:
        return Setting(kinds, lines, texts=tuple(_choices(task)), whole=whole, numpy=numpy_of(syntax.module))
    words, missing = of_model(model, ast.walk(syntax.module))
    theirs = {repr(each) for each in _constants(syntax.module)}
    constants = [each for each in dict.fromkeys(_constants(model)) if repr(each) not in theirs]
    return Setting(
        kinds,
        lines,
        words=words,
        missing=missing,
        keywords=_keywords(model),
        operands=tuple(_operands(model, syntax.module, _arguments(model, function))),
        numbers=tuple(each for each in constants if type(each) in (int, float) and each not in (0, 1)),
        texts=tuple(dict.fromkeys((*_choices(task), *(each for each in constants if _is_word(each))))),
        whole=whole,
        numpy=numpy_of(syntax.module),
    )


def _arguments(model: Function, student: Function) -> dict[str, str]:
    """What the student calls the arguments of the model solution."""
    mine, theirs = ([each.arg for each in function.args.args] for function in (model, student))
    return dict(zip(mine, theirs, strict=False))


def _choices(task: Task) -> Iterator[str]:
    """The texts that an argument may be."""
    for argument in task.arguments:
        if isinstance(argument.form, EitherOf):
            yield from (each for each in argument.form.choices if isinstance(each, str))


def _is_word(value: object) -> bool:
    return isinstance(value, str) and len(value) < LONGEST_WORD


def _constants(node: ast.AST) -> Iterator[Any]:
    return (each.value for each in ast.walk(node) if isinstance(each, ast.Constant))


def _keywords(model: Function) -> dict[str, tuple[tuple[ast.keyword, ...], ...]]:
    """The keywords of each call of a function in the model solution that are written as constants."""
    found: dict[str, tuple[tuple[ast.keyword, ...], ...]] = {}
    for node in ast.walk(model):
        if isinstance(node, ast.Call):
            plain = tuple(each for each in node.keywords if each.arg and _is_plain(each.value))
            if plain:
                found[called_name(node)] = (*found.get(called_name(node), ()), plain)
    return found


def _operands(
    model: Function, student: ast.Module, names: Mapping[str, str]
) -> Iterator[tuple[ast.operator, ast.expr]]:
    """What the model solution works with last, by operators that a text never uses; arguments in the text's `names`."""
    used = {type(each.op) for each in ast.walk(student) if isinstance(each, ast.BinOp | ast.AugAssign)}
    for node in ast.walk(model):
        if isinstance(node, ast.BinOp) and type(node.op) not in used:
            if isinstance(node.right, ast.Constant):
                yield node.op, node.right
            elif isinstance(node.right, ast.Name) and node.right.id in names:
                yield node.op, ast.Name(names[node.right.id], ast.Load())


def _is_plain(node: ast.expr) -> bool:
    return not any(isinstance(each, ast.Name) and each.id not in dir(builtins) for each in ast.walk(node))
