"""The process that runs the student's code.

It is given a request and a channel, and nothing else: no expected value, no score, no other student's
code. Everything it sends is a claim. It ends with `os._exit`, so that nothing the student left behind
(exit handlers, threads) runs after the last answer.
"""

import ast
import contextlib
import functools
import importlib.machinery
import json
import linecache
import math
import os
import sys
import time
import types
import warnings
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from grader.sandbox.builtin_names import GivenBuiltins
from grader.sandbox.confine import Confinement
from grader.sandbox.frame import MAX_TEXT, NO_CALL, Kind, send_text
from grader.sandbox.library import Library
from grader.sandbox.memory import Filler
from grader.sandbox.naming import arranged
from grader.sandbox.notes import Noted
from grader.sandbox.request import Argument, Array, Request, WrittenCall, arrays_in
from grader.sandbox.sending import plain, send_result, send_telling
from grader.sandbox.trace import Tracer

MAX_MESSAGE = 2000
MAX_TRACEBACK = 20
NUMPY_FOLDER = np.__file__.removesuffix("numpy/__init__.py")  # the grader's own: no part of a message


class StudentImports:
    """Finder and loader: the student's own task files, and an empty stand-in for what they import beside numpy and
    the standard library.

    The stand-in lets a file with a leftover import load; the `imports` check says what it thinks of it. Whoever else
    asks for a module that is not here (the standard library does, to see whether it is) finds none. The base classes
    of importlib.abc would cost every start 6 ms and give nothing.
    """

    def __init__(self, files: Mapping[str, tuple[str, bytes]], tracer: Tracer | None) -> None:
        self._files = files
        self._tracer = tracer
        self._builtins = GivenBuiltins()

    @functools.cached_property
    def _stand_ins(self) -> set[str]:
        return {name for _, data in self._files.values() for name in _imported(data)}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a student's file or of a stand-in; None leaves the module to the usual finders."""
        if fullname in self._files:
            return importlib.machinery.ModuleSpec(fullname, self, origin=self._files[fullname][0])  # type: ignore[arg-type]
        top = fullname.partition(".")[0]
        if top == "numpy" or top in sys.stdlib_module_names or top not in self._stand_ins:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, _spec: importlib.machinery.ModuleSpec) -> None:
        """Leave the making of the module to Python."""

    def exec_module(self, module: types.ModuleType) -> None:
        """Run a student's file in its module; a stand-in stays empty."""
        if module.__name__ in self._files:
            file, data = self._files[module.__name__]
            module.__file__ = file
            lines = data.decode("utf-8", "replace").splitlines(keepends=True)
            linecache.cache[file] = (len(data), None, lines, file)  # for who prints a traceback, or asks for the source
            code = compile(data, file, "exec", dont_inherit=True)
            if self._tracer is not None:
                self._tracer.learn(code, file, data)
            module.__dict__["__builtins__"] = self._builtins.of(data)
            exec(code, module.__dict__)  # noqa: S102


def _imported(data: bytes) -> Iterator[str]:
    """The top names of the modules that a file imports, however deep in it."""
    try:
        module = ast.parse(data)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return  # loading it will say so
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value).partition(".")[0]  # __import__("name") and its like


class Child:
    """One trip: load the student's module, make the calls in order, send what each did."""

    def __init__(self, request: Request, channel: int, filler: Filler, library: Library) -> None:
        self._request = request
        self._channel = channel
        self._filler = filler
        traced = request.watch.calls or any(call.traced for call in request.calls)
        self._tracer = Tracer(library) if traced else None
        self._traces: list[tuple[int, list[Noted]]] = []
        self._held: list[int] = []  # calls whose arrays the student's code still has, and has not changed
        self._files, self._module, self._function, self._parameters = request.program

    def run(self) -> None:
        """The whole trip, from the ready frame to the end frame."""
        sys.argv[:] = sys.orig_argv[:] = [self._files.get(self._module, ("",))[0]]
        sys.meta_path.insert(0, StudentImports(self._files, self._tracer))
        warnings.simplefilter("ignore")
        send_telling(self._channel, Kind.READY, NO_CALL, {"cpu_seconds": time.process_time()})
        function = self._load()
        if function is not None:
            for index, call in enumerate(self._request.calls):
                given = self._call(function, index, call)
                if any(array() is not None for array in given):
                    self._held.append(index)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(BaseException):  # the student may have closed or replaced it
                stream.flush()
        if self._tracer is not None and function is not None:
            room = MAX_TEXT // max(1, len(self._traces)) - 100
            traces = [(index, list(_fitting(noted, room))) for index, noted in self._traces]
            send_telling(self._channel, Kind.TRACED, NO_CALL, {"traces": traces, "word": self._request.watch.word})
        changed = [index for index in self._held if self._is_changed(self._request.calls[index])]
        send_telling(self._channel, Kind.END, NO_CALL, {"changed": changed})

    def _load(self) -> Callable[..., object] | None:
        try:
            module = importlib.import_module(self._module)
        except BaseException as error:  # SystemExit and KeyboardInterrupt are the student's doing too
            self._send_error(NO_CALL, error)
            return None
        function: Callable[..., object] | None = getattr(module, self._function, None)
        if not callable(function):
            send_telling(self._channel, Kind.NO_FUNCTION, NO_CALL, {"detail": self._function})
            return None
        send_telling(self._channel, Kind.LOADED, NO_CALL, {})
        return function

    def _call(self, function: Callable[..., object], index: int, call: WrittenCall) -> list[weakref.ref[Array]]:
        """Make a call and tell what it did; the arrays that it was given, if they are as they were sent."""
        given, given_by_name = self._request.arguments(call)
        arguments, by_name = arranged(function, self._parameters, given, given_by_name)
        arrays = [weakref.ref(array) for array in arrays_in((*given, *given_by_name.values()))]
        self._filler.fill(call.fill)
        try:
            if call.traced or index in self._request.watch.calls:
                result = self._traced(function, index, arguments, by_name, by_line=not call.traced)
            else:
                result = function(*arguments, **by_name)
        except BaseException as error:  # as above: whatever ends the call is told, and the next call is made
            changed = self._tell_changed(index, call)
            self._send_error(index, error)
        else:
            changed = self._tell_changed(index, call)
            send_result(self._channel, index, result, call.result_bytes)
        return [] if changed else arrays

    def _tell_changed(self, index: int, call: WrittenCall) -> bool:
        changed = self._is_changed(call)
        if changed:
            send_text(self._channel, Kind.CHANGED, index, b"{}")
        return changed

    def _is_changed(self, call: WrittenCall) -> bool:
        try:
            return self._request.is_changed(call)
        except MemoryError:  # the student's code holds all there is
            return False

    def _traced(
        self,
        function: Callable[..., object],
        index: int,
        arguments: list[Argument],
        by_name: dict[str, Argument],
        *,
        by_line: bool,
    ) -> object:
        assert self._tracer is not None
        result, noted = self._tracer.trace(function, arguments, by_name, by_line=by_line)
        self._traces.append((index, noted))
        return result

    def _send_error(self, index: int, error: BaseException) -> None:
        kind = Kind.OUT_OF_MEMORY if isinstance(error, MemoryError) else Kind.RAISED
        names = {file for file, _ in self._files.values()}
        lines: list[tuple[str, int, str]] = []
        step = error.__traceback__
        while step is not None:
            code = step.tb_frame.f_code
            if code.co_filename in names:
                lines.append((code.co_filename, step.tb_lineno, plain(code.co_name[:200])))
            step = step.tb_next
        if isinstance(error, SyntaxError) and error.filename in names and error.filename and error.lineno:
            lines.append((error.filename, error.lineno, "<module>"))
        telling = {"detail": _message(error), "traceback": lines[-MAX_TRACEBACK:]}
        send_telling(self._channel, kind, index, telling)


def _fitting(noted: list[Noted], room: int) -> Iterator[Noted]:
    """As much of what was noted, from the first, as `room` bytes hold."""
    for one in noted:
        room -= len(json.dumps(one)) + 2
        if room < 0:
            return
        yield one


def _message(error: BaseException) -> str:
    try:
        text = str(error)[:MAX_MESSAGE].strip()
    except BaseException as failure:  # an exception's own __str__ is the student's code
        text = f"(its message cannot be read: {type(failure).__name__})"
    name = type(error).__name__[:200]
    return plain(f"{name}: {text}" if text else name).replace(NUMPY_FOLDER, "")


def run_trip(
    channel: int,
    request: int,
    inputs: int,
    confinement: Confinement,
    filler: Filler,
    library: Library,
    address_space: int | None,
) -> None:
    """Run the trip that the request on these descriptors asks for; does not return.

    `address_space` is what the interpreter has, in bytes, where memory can be limited. Everything is read before
    the confinement, and the student's code is not reached when that fails.
    """
    asked = Request(request, inputs)
    child = Child(asked, channel, filler, library)
    confinement.enter(
        last_descriptor=channel,
        cpu_seconds=math.ceil(time.process_time() + asked.cpu_seconds),
        memory_bytes=address_space and address_space + 2 * asked.inputs_bytes + asked.memory_bytes,
    )
    child.run()
    os._exit(0)
