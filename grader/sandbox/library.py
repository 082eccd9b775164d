"""Which code is no student's: what was there before the student's file was loaded, and what stands in the library's
own files.

Both are told by what the code is. A name, of a file or a module, is the student's to choose.
"""

import _imp
import gc
import marshal
import os
import sys
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER, cache_from_source
from types import CodeType, FunctionType
from typing import Any

from grader.sandbox.bytecode import codes, goes_back

MAKERS = ("dataclasses.py", os.path.join("collections", "__init__.py"))  # their files make methods from text
FROZEN = "<frozen "
HEADER_BYTES = 16  # of a file of compiled code


class Library:
    """The code of Python, of numpy and of the grader's own, once all that is always loaded has been loaded.

    `known` is what was found to be the library's so far, by id.
    """

    def __init__(self) -> None:
        self.known: dict[int, CodeType] = {}
        found = [each.__code__ for each in gc.get_objects() if type(each) is FunctionType]
        while found:  # by hand: there are some twenty thousand
            code = found.pop()
            if id(code) not in self.known:
                self.known[id(code)] = code
                found += [constant for constant in code.co_consts if type(constant) is CodeType]
        self._others: dict[int, CodeType] = {}  # kept, so that no other code gets their ids
        self._folders = tuple(sorted({os.path.join(os.path.dirname(file), "") for file in _files()}))
        self._in_files: dict[str, set[CodeType]] = {}

    def has(self, code: CodeType) -> bool:
        """Whether the code is the library's; of a part that is loaded later, whether its file has just that code."""
        if id(code) in self.known:
            return True
        if id(code) in self._others:
            return False
        kept = self.known if self._is_in_its_file(code) else self._others
        kept[id(code)] = code
        return kept is self.known

    def made(self, code: CodeType, by: CodeType) -> None:
        """Code was made from text and is run: the methods of a dataclass or of a namedtuple, which repeat nothing."""
        if by.co_filename.endswith(MAKERS) and self.has(by) and not any(map(goes_back, codes(code))):
            self.known.update((id(each), each) for each in codes(code))

    def _is_in_its_file(self, code: CodeType) -> bool:
        file = code.co_filename
        if not file.startswith(FROZEN):
            file = os.path.normpath(file)
            if not file.startswith(self._folders):
                return False
        if file not in self._in_files:
            self._in_files[file] = set(_in_file(file))
        return code in self._in_files[file]


def _files() -> Iterator[str]:
    """Files in whose folders the library is: Python's, numpy's, and this package."""
    yield os.__file__
    yield __file__
    numpy: Any = sys.modules.get("numpy")
    if numpy is not None:
        yield numpy.__file__


def _in_file(file: str) -> Iterator[CodeType]:
    """All code that a file of the library's has, as it was compiled before and as it is compiled now."""
    if file.startswith(FROZEN):
        name = file.removeprefix(FROZEN).removesuffix(">")
        if _imp.is_frozen(name):
            yield from codes(_imp.get_frozen_object(name))
        return
    compiled = _content(cache_from_source(file))
    if compiled.startswith(MAGIC_NUMBER):
        yield from codes(marshal.loads(compiled[HEADER_BYTES:]))  # noqa: S302
    elif text := _content(file):
        yield from codes(compile(text, file, "exec", dont_inherit=True))


def _content(file: str) -> bytes:
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except OSError:
        return b""
