"""Which attributes nobody may reach for, by their exact names: Python's own, those of frames and code, raw memory."""

import types

FREE = frozenset(("__name__", "__doc__", "__file__", "__version__", "__class__", "__debug__"))
"""Read freely, wherever they stand."""

_BINARY = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and", "xor",
    "or",
)  # fmt: skip
_OTHERS = (
    "neg", "pos", "abs", "invert", "int", "float", "complex", "index", "bool", "round", "trunc", "floor", "ceil",
    "lt", "le", "eq", "ne", "gt", "ge", "hash", "len", "length_hint", "contains", "getitem", "setitem", "delitem",
    "missing", "iter", "next", "reversed", "call", "repr", "str", "bytes", "format", "enter", "exit",
    "init", "new", "del", "init_subclass", "post_init", "set_name", "class_getitem", "instancecheck", "subclasscheck",
    "dir", "sizeof", "array", "array_wrap", "array_finalize", "array_ufunc", "array_function", "copy", "deepcopy",
)  # fmt: skip
OPERATORS = frozenset(
    f"__{name}__" for name in (*_BINARY, *(f"r{name}" for name in _BINARY), *(f"i{name}" for name in _BINARY), *_OTHERS)
)
"""Called as the operator, the builtin or the statement would."""

BY_NAME = frozenset(("__getattribute__", "__getattr__", "__setattr__", "__delattr__"))
"""Called with the name of another attribute: what is said of `getattr` is said of them."""

_OF_LOOPS = frozenset(("__next__", "__anext__", "__instancecheck__"))
DEFINED = OPERATORS - _OF_LOOPS | {"__name__", "__qualname__", "__doc__", "__module__", "__wrapped__"}
"""What may be given to a class from outside, or by a decorator to the function that it makes."""

MEMORY = frozenset(("__array_interface__", "__array_struct__"))
"""By which an array is made of any place in memory: to be defined nowhere."""

_MACHINES = {
    "f_": types.FrameType,
    "co_": types.CodeType,
    "tb_": types.TracebackType,
    "gi_": types.GeneratorType,
    "cr_": types.CoroutineType,
    "ag_": types.AsyncGeneratorType,
}
FRAMES = frozenset(name for begin, kind in _MACHINES.items() for name in dir(kind) if name.startswith(begin))
"""Of frames, code, tracebacks and generators, as the Python has them that runs the student's file."""

EVALUATORS = frozenset(("_evaluate", "evaluate"))
"""Of what `typing` makes out of an annotation that is text."""

METHODS = frozenset(("tofile", "dump", "dumps"))
POINTERS = frozenset(("ctypes", "cffi"))
OF_MODULES = frozenset((
    "get_type_hints", "ForwardRef", "evaluate_forward_ref",
    "load", "save", "savez", "savez_compressed", "loadtxt", "savetxt", "genfromtxt", "fromfile", "fromregex", "memmap",
    "DataSource", "fromtextfile", "openfile", "f2py", "distutils", "ctypeslib", "testing", "char", "strings",
    "chararray", "core", "_core", "npyio",
))  # fmt: skip
"""What is refused of modules, to be told from its last name where a module is handed on and anything may be one."""

# Names of a module, or builtins, that are Python's and not a word of the student's own.
MODULES_OWN = frozenset((
    "__build_class__", "__loader__", "__spec__", "__package__", "__path__", "__cached__", "__dict__",
    "__annotations__", "__annotate__",
))  # fmt: skip


def is_dunder(name: str) -> bool:
    """Whether a name begins and ends with two underscores, and has something between them."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def is_refused(name: str, *, called: bool) -> bool:
    """Whether an attribute may not be read, or not unless it is called."""
    if name in FRAMES:
        return True
    return is_dunder(name) and name not in FREE and not (called and name in OPERATORS)
