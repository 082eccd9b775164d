"""Odd right programs pass; whatever could go round the other rules is found, however it is reached."""

import re
import textwrap
from pathlib import Path

import pytest

from checks.model import Finding, Severity, Verdict
from checks.model.words import LACKING
from checks.static import capabilities, reached, rules
from checks.static.attributes import FRAMES, FREE
from tests.checks.inspections import inspection

NP = "import numpy as np\n"
HELPER = {"helper": NP + "def load(x): return x\nclass Tree:\n def load(self): return 1\n"}


def found(text: str, **options: object) -> list[Finding]:
    asked = inspection(text, **options)  # type: ignore[arg-type]
    assert asked.syntax is not None, text
    return list(capabilities.inspect(asked))


# --- accepted --------------------------------------------------------------------------------------

ODD = {
    "an evaluate of one's own": "class A:\n def evaluate(self): return 1\nA().evaluate()\n"
    "x = getattr(A(), 'evaluate')\n",
    "a class that looks up computed names": "class A(Exception):\n def f(self, n): return getattr(self, n)\n"
    " def g(self): return type(self)(), type(self).__name__, self.__class__.__name__, super(A, self).f(1)\n"
    " @classmethod\n def make(cls) -> 'A': return cls()\n"
    " def __eq__(self, o): return isinstance(o, (A, int)) and type(o) == A\n"
    "class B(A):\n limit = A.make\n"
    "def use(a: A) -> A:\n b: A = a\n try:\n  raise A\n except (A, B): pass\n return b.f('x'), A.limit, print(A)\n",
    "a class with operators": "class A:\n def __init__(self): self.x = 1\n def __len__(self): return 3\n"
    " def __getitem__(self, n): return n\n def __call__(self): return len(self)\n",
    "a class that calls its base's": "class A(dict):\n def __init__(self, *a):\n  super().__init__(*a)\n"
    " def __getitem__(self, n): return super().__getitem__(n)\n",
    "its base's constructor, not called at once": "class A(B):\n def __init__(self):\n"
    "  start = super().__init__\n  start()\n",
    "a base named": "class A(B):\n def __init__(self):\n  B.__init__(self)\n def __new__(cls):\n"
    "  return object.__new__(cls)\n",
    "a class's name": "print(type(x).__name__, x.__class__.__name__, f.__doc__, __file__, __doc__, __name__)\n",
    "a version": NP + "print(np.__version__)\nfrom numpy import __version__ as v\n",
    "__debug__": "if __debug__:\n x = 1\n",
    "operators that are called": "x = a.__len__() + a.__getitem__(0) + a.__add__(b) + a.__matmul__(b).__abs__()\n",
    "__slots__ and __all__": "__all__ = ['f']\n__author__ = 'me'\nprint(__all__, __author__)\n"
    "class A:\n __slots__ = ('x', '__dict__')\n",
    "private names": "class A:\n def f(self):\n  self.__x = 1\n  return self.__x + self._A__x + __y\n",
    "a decorator": "def plain(f):\n def g(*a, **k):\n  return f(*a, **k)\n g.__name__ = f.__name__\n"
    " g.__doc__ = f.__doc__\n g.__wrapped__ = f\n return g\n@plain\ndef h(): pass\n",
    "a property and a static method": "class A:\n @property\n def x(self): return 1\n @staticmethod\n"
    " def y(): return 2\n"
    " @classmethod\n def z(cls): return cls()\n",
    "a dataclass": "from dataclasses import dataclass, field\n@dataclass(frozen=True)\nclass A:\n x: int = 0\n"
    " y: list = field(default_factory=list)\n def __post_init__(self):\n  object.__setattr__(self, 'x', 2)\n",
    "named tuples": "from typing import NamedTuple\nfrom collections import namedtuple\nP = namedtuple('P', 'h w')\n"
    "class Q(NamedTuple):\n h: int\n w: int\nprint(P(1, 2)._replace(h=3), Q(1, 2)._asdict())\n",
    "typing": "from __future__ import annotations\nfrom typing import Any, Callable, TypeVar\nT = TypeVar('T')\n"
    "def f(x: 'np.ndarray', g: Callable[[T], T]) -> tuple[int, ...]: return g(x)\n",
    "a walrus and a ternary": "def f(x):\n if (n := len(x)) > 3: return n\n return -n if n else 0\n",
    "closures": "def f():\n n = 0\n def g():\n  nonlocal n\n  n += 1\n  return n\n return g\n",
    "match on shapes": "match x.shape:\n case (m, h, w): pass\n case [_, *rest]: pass\nmatch p:\n"
    " case 'same' | 'valid': pass\n"
    " case int(n): pass\n case {'kind': k, **r}: pass\n case Point(h=h, w=w): pass\n",
    "__match_args__": "class A:\n __match_args__ = ('h', 'w')\nmatch x:\n case A(h, w): pass\n",
    "f-strings": "print(f'{x.shape!r:>{w}} {x.__class__.__name__}', '{0.shape} {x[0]}'.format(x, x=y))\n",
    "names that are printed": "print(locals(), sorted(globals()), f'{vars(x)}')\n"
    "print('%(a)s' % vars(), '{a}'.format(**locals()))\n",
    "names of which a part is printed": NP + "print(vars(x).keys(), list(locals().items()), vars(x)['h'])\n"
    "print(type(vars(x)), 'x' in locals(), vars(np) is None, *vars(x).values(), vars(x).get('h')[0])\n"
    "print('x: ' + str(vars(x)) + '!', len(locals()) > 3, sorted(vars(x).keys()), list(vars(x).values()))\n",
    "getattr by a constant": NP + "getattr(np, 'su' 'm')(x)\nif hasattr(x, '__len__') and hasattr(x, 'shape'): pass\n"
    "setattr(f, 'count', 1)\ndelattr(f, 'count')\nn = getattr(f, 'count', 0)\n",
    "getattr of self": "class A:\n def f(self, name):\n  setattr(self, name, 1)\n  return getattr(self, name)\n"
    " @classmethod\n def g(cls, name): return getattr(cls, name)\nA().f('x')\n",
    "a class that sets by name": "class A:\n def __setattr__(self, name, value):\n  super().__setattr__(name, value)\n"
    " def __getattr__(self, name):\n  return object.__getattribute__(self, name)\n",
    "another task's file": "f = __import__('0-convolve_grayscale_valid').convolve_grayscale_valid\n"
    "import importlib\nm = importlib.import_module('1-convolve_' 'grayscale_same')\n",
    "an importer under another name": "get = __import__\nm = get('0-convolve_grayscale_valid')\n",
    "names of one's own": "def f(open, compile, vars, eval):\n return open(compile), vars(), eval[0]\n"
    "def load(x): return x\ny = load(3)\nmodel.eval()\nre.compile('a')\n",
    "methods of one's own": "class Tree:\n def dump(self): return 1\n def show(self): return self.dump()\n"
    "def f(tree): return tree.dump()\nclass B:\n def __init__(self): self.ctypes = 1\n"
    " def f(self): return self.ctypes\n",
    "attributes that look like a frame's": "f_out, co_x, tb_height = 1, 2, 3\nx.f_in = x.gi_total + x.co_x + x.f_out\n",
    "a module that is handed on": NP + "def f(xp, x): return xp.sum(x)\nf(np, 3)\nprint(np, dir(np), np is None)\n"
    "class A:\n core: int = 3\n def load(self): return self.core\ndef g(a): return a.load(), a.core, a.T\n",
    "another task's names": "from helper import load\nimport helper\nload(3)\nhelper.load(3)\nhelper.Tree.load(3)\n",
    "imports that are left over": "from numpy.testing import assert_allclose\nimport numpy.testing as npt\n"
    "import numpy.f2py\nfrom typing import get_type_hints\nfrom numpy import load\nimport builtins\n"
    "if __name__ == '__main__':\n assert_allclose(npt, load)\n",
    "class patterns beside a module that is handed on": NP + "class P:\n h = w = 1\nf(np)\n"
    "match x:\n case P(h=h, w=w): pass\n case complex(real=r): pass\n",
    "what numpy lacks": NP + "x = np.float(3)\ny = np.asscalar(z)\n",
    "much of numpy": NP
    + "from numpy.lib.stride_tricks import as_strided\nnp.lib.stride_tricks.sliding_window_view(x, 3)\n"
    "np.linalg.norm(np.fft.rfft2(np.random.rand(3)))\nnp.ma.masked_array(x)\nnp.set_printoptions(precision=3)\n"
    "np.ndarray.sum(x)\nx.astype(np.float64).tolist()\nx.copy().tobytes()\nnp.polynomial.Polynomial([1])\n"
    "np.info(np.sum)\n",
    "a context and a custom exception": "class E(ValueError):\n pass\nclass C:\n def __enter__(self): return self\n"
    " def __exit__(self, kind, error, trace): return False\ntry:\n raise E('x') from None\nexcept E as e:\n"
    " print(e, e.args)\n",
    "a metaclass": "class M(type):\n def __call__(cls, *a): return super().__call__(*a)\nclass A(metaclass=M): pass\n",
    "an array of a class": NP + "class A(np.ndarray):\n def __array_finalize__(self, o): self.n = getattr(o, 'n', 0)\n"
    " def __new__(cls, x): return np.asarray(x).view(cls)\n",
    "generators and lambdas": "def f(x):\n yield from x\ng = lambda s: s * 2\nnext(f(x))\nit = f(x).__iter__()\n",
    "the main block": "if __name__ == '__main__':\n exec('x')\n import builtins\n y = open('x')\n __builtins__['map']\n"
    " z = f.__globals__\n",
    "nothing but strings": "'''exec eval open __builtins__'''\nx = '__globals__'  # __code__\n",
    "input and exit": "def f():\n raise SystemExit\nprint(input, quit, help, dir(x), id(x), memoryview(b''))\n",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_right_program_passes(text: str) -> None:
    assert found(text, siblings=HELPER) == []


# --- refused ---------------------------------------------------------------------------------------

LOOKS = NP + "class A:\n def f(self, n):\n  return getattr(self, n)\n"
HOSTILE = {
    "the text of an annotation": (
        "from typing import List, get_args\nget_args(List['exec'])[0]._evaluate({}, {})\n",
        "`._evaluate` makes code",
    ),
    "the text of an annotation by getattr": ("getattr(x, 'evaluate')({}, {})\n", "`.evaluate` makes code"),
    "the text of an annotation in a class pattern": ("match x:\n case object(_evaluate=f): pass\n", "makes code"),
    "np.f2py by a module's __getattr__": (NP + "np.__getattr__('f2py')\n", "part of numpy"),
    "np.load by object's": (NP + "object.__getattribute__(np, 'load')(x)\n", "reads or writes files"),
    "np.load by that of its type": (NP + "type(np).__getattribute__(np, 'load')(x)\n", "reads or writes files"),
    "a super of whatever": (
        NP + "super(type(np), np).__getattribute__(n)\n",
        "cannot see which name `__getattribute__`",
    ),
    "a class by which super looks": (
        "class A:\n def f(self, n):\n  nonlocal __class__\n  __class__ = n\n",
        "by which `super()` knows",
    ),
    "np.ma.mrecords": ("import numpy.ma.mrecords as r\nr.openfile(x)\n", "reads or writes files"),
    "np.test": (NP + "np.test(extra_argv=x)\n", "part of numpy"),
    "a class that looks up, by another name": (LOOKS + "g = A\ng.f(np, 'x')\n", "is handed on here"),
    "a class that looks up, in a list": (LOOKS + "[A][0].f(np, 'x')\n", "is handed on here"),
    "a class that looks up, as an argument": (LOOKS + "call(A).f(np, 'x')\n", "is handed on here"),
    "a class that looks up, by getattr": (LOOKS + "getattr(A, 'f')(np, 'x')\n", "is handed on here"),
    "a class that looks up, in a match": (LOOKS + "match A:\n case object(f=g): g(np, 'x')\n", "is handed on here"),
    "a class that looks up, by its order": (LOOKS + "A.mro()[0].f(np, 'x')\n", "is handed on here"),
    "a class that looks up, by its object": (LOOKS + "g = A().__class__\ng.f(np, 'x')\n", "is handed on here"),
    "a class that looks up, by type": (LOOKS + "g = type(A())\ng.f(np, 'x')\n", "is handed on here"),
    "an heir of a class that looks up": (LOOKS + "class B(A): pass\ng = B\ng.f(np, 'x')\n", "is handed on here"),
    "a method that looks up by __getattribute__": (
        NP + "class A:\n def f(self, n):\n  return self.__getattribute__(n)\nA.f(np, 'x')\n",
        "`.f` looks up names of whatever",
    ),
    "a method that looks up by object's": (
        NP + "class A:\n def f(self, n):\n  return object.__getattribute__(self, n)\nA.f(np, 'x')\n",
        "`.f` looks up names of whatever",
    ),
    "exec": ("exec('for i in x: pass')\n", "`exec` makes code"),
    "eval by another name": ("x = eval\n", "`eval` makes code"),
    "compile in an f-string": ("x = f'''{\ncompile}'''\n", "makes code"),
    "a builtin that may be one's own": ("if x:\n compile = 3\ny = compile\n", "`compile` makes code"),
    "breakpoint": ("breakpoint()\n", "`breakpoint` makes code"),
    "annotations that are evaluated": ("from typing import get_type_hints\nget_type_hints(f)\n", "makes code"),
    "types.FunctionType": ("import types\ntypes.FunctionType(c, {})\n", "`types.FunctionType` makes code"),
    "types.CodeType": ("from types import CodeType\nCodeType(c)\n", "makes code"),
    "open": ("def f():\n with open(3, 'wb') as c: c.write(x)\n", "`open` reads or writes files"),
    "io.open": ("import io\nio.open(3)\n", "reads or writes files"),
    "np.load": (NP + "np.load(x, allow_pickle=True)\n", "`np.load` reads or writes files"),
    "np.load from a star": ("from numpy import *\nload(x)\n", "reads or writes files"),
    "np.load by an alias": (NP + "g = np\nh = g.load\n", "reads or writes files"),
    "np.load by getattr": (NP + "getattr(np, 'lo' 'ad')(x)\n", "reads or writes files"),
    "np.lib.npyio": (NP + "np.lib.npyio.x(y)\n", "part of numpy"),
    "np.lib.format": ("from numpy.lib.format import read_array\nread_array(x)\n", "part of numpy"),
    "np.f2py": ("from numpy.f2py import crackfortran\ncrackfortran.x\n", "part of numpy"),
    "np.f2py by __import__": ("f = __import__('numpy.f2py.crackfortran', fromlist=['x'])\nf.myeval\n", "part of numpy"),
    "np.ctypeslib": (NP + "np.ctypeslib.as_array(x)\n", "part of numpy"),
    "np._core": (NP + "np._core.multiarray\n", "part of numpy"),
    "np.char": (NP + "np.char.mod('%d', x)\n", "part of numpy"),
    "np.load of a parameter": (NP + "def f(m): return m.load(x)\nf(np)\n", "`.load` may be that of a module"),
    "np.load of a parameter by getattr": (
        NP + "def f(m): return getattr(m, 'lo' 'ad')(x)\nf(np)\n",
        "`.load` may be that of a module",
    ),
    "np.lib of a parameter": (NP + "def f(m): return m.npyio\nf(np.lib)\n", "`.npyio` may be that of a module"),
    "np.load of a name with many meanings": (
        NP + "m = [" + "lambda: 0, " * 40 + "1][i]\nm = np\nm.load(x)\n",
        "`.load` may be that of a module",
    ),
    "np.vectorize by a class pattern": (
        NP + "match np:\n case object(vectorize=f): pass\n",
        "class pattern may read a module",
    ),
    "np.load by attrgetter": (
        NP + "from operator import attrgetter\nattrgetter('load')(np)\n",
        "`.load` may be that of a module",
    ),
    "np.f2py of a default": (NP + "def f(m=np): return m.f2py\n", "part of numpy"),
    "np.load of another task's file": ("import helper\nhelper.np.load(x)\n", "reads or writes files"),
    "np.load from another task's file": ("from helper import np as n\nn.load(x)\n", "reads or writes files"),
    "np.char of another task's file": ("__import__('helper').np.char.mod(x)\n", "part of numpy"),
    "a method that writes": (NP + "np.zeros(3).dump(x)\n", "`.dump` is a method"),
    "a method that points": ("x.ctypes.data\n", "`.ctypes` is a method"),
    "a pointer behind a class of one's own": (
        "class A:\n ctypes = 1\ndef f(x): return x.ctypes._ctypes\n",
        "`.ctypes`",
    ),
    "memory by an interface": ("class A:\n __array_interface__ = {}\n", "any place in memory"),
    "memory by a property": (
        "class A:\n @property\n def __array_interface__(self): return {}\n",
        "any place in memory",
    ),
    "__builtins__ by an item": ("def f(n):\n __builtins__[n]\n", "`__builtins__` holds all"),
    "__builtins__ by get": ("__builtins__.get('pam'[::-1])\n", "`__builtins__` holds all"),
    "__builtins__ by match": ("match __builtins__:\n case {'map': f}: pass\n", "`__builtins__` holds all"),
    "__builtins__ by stars": ("x = {**__builtins__}\n", "`__builtins__` holds all"),
    "__builtins__ by global": ("def f():\n global __builtins__\n __builtins__ = {}\n", "`__builtins__`"),
    "__builtins__ of a function": ("class A:\n def f(__builtins__): return __builtins__\n", "`__builtins__` holds"),
    "builtins as a module": ("import builtins as b\nb.x\n", "`builtins` holds all"),
    "builtins by print": ("m = print.__self__\n", "`builtins` holds all"),
    "sys.modules": ("import sys\nsys.modules['os']\n", "`sys.modules` holds all"),
    "a computed module": ("__import__(name)\n", "cannot see which module"),
    "a module that may vary": ("def f(n='numpy'):\n __import__(n)\n", "cannot see which module"),
    "a module by stars": ("__import__(*x)\n", "cannot see which module"),
    "a module by name": ("__import__(name='os')\n", "cannot see which module"),
    "an importer handed on": ("call(__import__, 'os')\n", "`__import__` is handed on"),
    "an importer in a list": ("x = [__import__]\nx[0]('os')\n", "`__import__` is handed on"),
    "sys.settrace": ("import sys as s\ns.settrace(None)\n", "`s.settrace` changes how"),
    "sys.monitoring": ("import sys\nsys.monitoring\n", "`sys.monitoring` changes how"),
    "threading.setprofile": ("import threading\nthreading.setprofile(f)\n", "changes how"),
    "importlib.util": ("import importlib.util\nimportlib.util.find_spec\n", "changes how"),
    "__globals__ over two lines": ("getattr(f,\n  '__globals__')\n", "`__globals__` is one of Python's own"),
    "__subclasses__": ("().__class__.__base__.__subclasses__()\n", "`__subclasses__` is one of Python's own"),
    "__code__ that is set": ("f.__code__ = g\n", "`__code__`, one of Python's own"),
    "__defaults__ that is deleted": ("del f.__defaults__\n", "`__defaults__`, one of Python's own"),
    "an operator that is not called": ("x = y.__getitem__\n", "`__getitem__` is one of"),
    "a dunder in a class pattern": ("match f:\n case object(__globals__=g): pass\n", "`__globals__` is one of"),
    "a dunder in attrgetter": (
        "from operator import attrgetter\nattrgetter('a.__code__')(f)\n",
        "`__code__` is one of",
    ),
    "a dunder in methodcaller": ("import operator as o\no.methodcaller('__reduce__')(f)\n", "`__reduce__` is one of"),
    "a dunder in a format": ("'{0.__globals__}'.format(f)\n", "`__globals__` is one of"),
    "a dunder in __getattribute__": ("f.__getattribute__('__globals__')\n", "`__globals__` is one of"),
    "a dunder that is imported": ("from numpy import __loader__ as x\nx.y\n", "`__loader__` is one of"),
    "__loader__": ("__loader__.load_module('os')\n", "`__loader__` is one of"),
    "__build_class__": ("__build_class__(f, 'x')\n", "`__build_class__` is one of"),
    "__next__ from outside": ("A.__next__ = f\n", "`__next__`, one of Python's own"),
    "gi_frame": ("x.gi_frame\n", "`gi_frame` is an attribute of Python's frames"),
    "f_trace": ("x.f_trace = f\n", "`f_trace` is an attribute of Python's frames"),
    "a frame in a class pattern": ("match e:\n case object(tb_frame=f): pass\n", "`tb_frame` is an attribute"),
    "a frame in __match_args__": ("class A:\n __match_args__ = ('tb_frame',)\n", "`tb_frame` is an attribute"),
    "computed __match_args__": ("class A:\n __match_args__ = x[::-1],\n", "cannot see which attributes"),
    "positions of whatever": (
        "class M(type):\n def __instancecheck__(c, x): return True\nmatch e:\n case A(f): pass\n",
        "cannot see which attributes",
    ),
    "getattr with a variable": (NP + "def f(n):\n getattr(np, n)\n", "cannot see which name `getattr`"),
    "getattr with a call": (NP + "getattr(np, 'a{}'.format('b'))\n", "cannot see which name `getattr`"),
    "getattr by another name": ("g = getattr\ndef f(o, n):\n return g(o, n[::-1])\n", "cannot see which name"),
    "getattr with stars": ("getattr(*x)\n", "cannot see which name `getattr`"),
    "getattr handed on": ("x = call(getattr, y)\n", "`getattr` is handed on"),
    "getattr as a decorator": ("@getattr\ndef f(): pass\n", "`getattr` is handed on"),
    "getattr of a self that is none": ("def f(self, n):\n return getattr(self, n)\n", "cannot see which name"),
    "getattr of another self": (
        "class A:\n def f(self, n):\n  self = n\n  getattr(self, n)\n",
        "cannot see which name",
    ),
    "a method that is given another self": (
        NP + "class A:\n def f(self, n):\n  return getattr(self, n)\nA.f(np, 'x')\n",
        "`.f` looks up names of whatever",
    ),
    "a method under another name": (
        NP + "class A:\n def f(self, n):\n  return getattr(self, n)\n g = f\nA.g(np, 'x')\n",
        "`f` looks up names of whatever",
    ),
    "a method that is made static": (
        NP + "class A:\n def f(self, n):\n  return getattr(self, n)\n f = staticmethod(f)\nA().f(np, 'x')\n",
        "`f` looks up names of whatever",
    ),
    "a method with a decorator": ("class A:\n @swap\n def f(self, n):\n  getattr(self, n)\n", "cannot see which name"),
    "a dunder in a nested format": ("'{:{0.__code__}}'.format(f)\n", "`__code__` is one of"),
    "setattr with a variable": ("setattr(x, n, 1)\n", "cannot see which name `setattr`"),
    "hasattr with a variable": ("hasattr(x, n)\n", "cannot see which name `hasattr`"),
    "attrgetter with a variable": ("import operator\noperator.attrgetter('a', n)(x)\n", "cannot see which name"),
    "__getattribute__ with a variable": ("x.__getattribute__(n)\n", "cannot see which name `__getattribute__`"),
    "__getattribute__ with a self that is a name": (
        NP + "class A(str):\n def f(self): return np.__getattribute__(self)\n",
        "cannot see which name `__getattribute__`",
    ),
    "a class by type": ("A = type('A', (), {n: f})\n", "cannot see which names the class has"),
    "an iterator by type": ("A = type('A', (), {'__next__': f})\n", "`__next__` is to be defined in a `class`"),
    "vars with a variable": (NP + "def f(n):\n vars(np)[n]\n", "cannot see which names are reached by `vars()`"),
    "globals that are called": ("print(globals()['f'](x))\n", "cannot see which names are reached by `globals()`"),
    "locals handed on": ("f(locals)\n", "`locals` is handed on"),
    "globals that are called by get": ("print(globals().get('f')(x))\n", "cannot see which names are reached"),
    "a part of vars that is called": (NP + "print(vars(np)['f'].reduce(x))\n", "cannot see which names are reached"),
    "vars that are an index": ("print(x[vars(y)])\n", "cannot see which names are reached"),
    "a part of vars that is kept": (NP + "print(m := vars(np)['f'])\n", "cannot see which names are reached"),
    "vars that an operator of the file gets": (NP + "print(vars(np) == A())\n", "cannot see which names are reached"),
    "a part of vars that an operator gets": (NP + "print(vars(np)['f'] + a)\n", "cannot see which names are reached"),
    "vars in which one looks for oneself": (NP + "print(a in vars(np).values())\n", "cannot see which names"),
    "globals that are sorted": ("print(sorted(globals().values()))\n", "cannot see which names are reached"),
    "get of vars, handed on": ("print(vars(x).get)\n", "cannot see which names are reached"),
    "a print of one's own": ("def print(x): return x['f']\nprint(globals())\n", "cannot see which names"),
    "a print that may be one's own": ("if x:\n print = f\nprint(globals())\n", "cannot see which names"),
    "setattr of __name__": ("import sys\nsetattr(sys.modules['x'], '__name__', 'y')\n", "`__name__` gets another"),
    "a module's __name__": ("__import__('0-convolve_grayscale_same').__name__ = 'y'\n", "`__name__` gets another"),
    "the else of the main block": ("if __name__ == '__main__':\n pass\nelse:\n exec('x')\n", "`exec`"),
}


@pytest.mark.parametrize(("text", "message"), HOSTILE.values(), ids=HOSTILE)
def test_what_could_go_round_a_rule_is_found(text: str, message: str) -> None:
    findings = found(text, siblings=HELPER)
    assert [finding for finding in findings if message in finding.message], findings
    for finding in findings:
        assert (finding.check, finding.severity) == ("capabilities", Severity.ERROR)
        assert finding.reason
        assert finding.hint
        assert finding.line


NAMES = {
    "an assignment": "__name__ = 'x'\n",
    "unpacking": "x, (y, *__name__) = z\n",
    "an addition": "__name__ += 'x'\n",
    "a global": "def f():\n    global __name__\n    __name__ = 'x'\n",
    "a loop's target": "for __name__ in x: pass\n",
    "a with target": "with x as __name__: pass\n",
    "a walrus": "(__name__ := 'x')\n",
    "an import": "import numpy as __name__\n",
    "del": "del __name__\n",
    "a function": "def __name__(): pass\n",
    "a class": "class __name__: pass\n",
    "an except": "try:\n    x\nexcept E as __name__:\n    pass\n",
    "a pattern": "match x:\n    case __name__: pass\n",
    "globals": "globals()['__name__'] = 'x'\n",
    "globals with an alias": "g = globals()\ng['__na' + 'me__'] = 'x'\n",
    "globals().update": "globals().update(__name__='x')\n",
    "vars": "vars()['__name__'] = 'x'\n",
    "locals": "locals().__setitem__('__name__', 'x')\n",
    "exec": "exec('__name__ = 3')\n",
}


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_the_name_of_the_main_block_stays(text: str) -> None:
    assert found(text)


SIBLING = {"0-convolve_grayscale_valid": "x = eval\n"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("m = __import__('0-convolve_grayscale_valid')\n", 1, id="imported"),
        pytest.param("", 0, id="not imported"),
        pytest.param("if __name__ == '__main__':\n m = __import__('0-convolve_grayscale_valid')\n", 0, id="in main"),
    ],
)
def test_of_another_task_file_it_counts_where_it_is_imported(text: str, count: int) -> None:
    findings = found(text, task="1", siblings=SIBLING)
    assert [finding.file for finding in findings] == ["0-convolve_grayscale_valid.py"] * count


def test_of_a_shared_file_what_is_another_tasks_does_not_count() -> None:
    text = "def convolve_grayscale_valid(x): return x\ndef another(x):\n return x.ctypes\n"
    assert found(text, shared=("0-convolve_grayscale_valid",)) == []
    assert found(text)


# --- what holds where ------------------------------------------------------------------------------

WHERE_NOTHING_IS_HIDDEN = {"loops": None, "forbidden_calls": ()}
ALWAYS = {
    "an evaluator": "exec('x')\n",
    "a file": "open('x')\n",
    "a part of numpy": NP + "np.f2py.x\n",
    "the builtins": "__builtins__['x']\n",
    "a computed module": "__import__(n)\n",
    "a pointer": "x.ctypes\n",
}
HIDING = {
    "a dunder": "f.__globals__\n",
    "a frame": "x.gi_frame\n",
    "a computed name": "getattr(x, n)\n",
    "a namespace": "vars(x)[n]\n",
    "the main block's name": "__name__ = 'x'\n",
}


@pytest.mark.parametrize("text", ALWAYS.values(), ids=ALWAYS)
def test_evaluators_files_and_computed_modules_are_refused_of_every_task(text: str) -> None:
    assert found(text, keys=WHERE_NOTHING_IS_HIDDEN)
    assert found(text)


@pytest.mark.parametrize("text", HIDING.values(), ids=HIDING)
def test_reflection_is_refused_where_a_loop_or_a_forbidden_call_could_be_hidden_by_it(text: str) -> None:
    assert found(text, keys=WHERE_NOTHING_IS_HIDDEN) == []
    assert found(text, keys={"loops": 0, "forbidden_calls": ()})
    assert found(text, keys={"loops": None, "forbidden_calls": ("numpy.sum",)})


# --- the page --------------------------------------------------------------------------------------

PAGE = " ".join((capabilities.__doc__ or "").split())
OF_RULES = [rule for rule in rules.rules() if rule.metadata.check == "capabilities"]


@pytest.mark.parametrize(
    "reason", [*(rule.note for rule in OF_RULES), *(kind.reason for kind in reached.KINDS)], ids=lambda text: text[:30]
)
def test_the_page_gives_the_reason_of_every_capability(reason: str) -> None:
    assert reason.rstrip(".") in PAGE


def named_by(rule: rules.Rule) -> set[str]:
    """The names in the regular expressions of a rule, without what is only a class of characters."""
    patterns = re.findall(r"'regex': '(.*?)'", str(rule.rule).replace('"', "'"))
    words = re.findall(r"\w+", " ".join(re.sub(r"\[[^]]*\]", " ", pattern) for pattern in patterns))
    return {word for word in words if len(word) > 1} - {"builtins", "numpy", "all_threads", "_all_threads"}


@pytest.mark.parametrize("rule", OF_RULES, ids=lambda rule: rule.id)
def test_the_page_names_all_that_a_rule_names(rule: rules.Rule) -> None:
    assert len(named_by(rule)) > 3
    assert not [name for name in named_by(rule) if not re.search(rf"\b{name}\b", PAGE)]


def test_the_page_names_what_may_be_read_and_what_is_not_there_while_a_file_runs() -> None:
    assert [name for name in (*FREE, *LACKING) if f"`{name}`" not in PAGE] == []
    assert {"tb_frame", "f_globals", "gi_code", "cr_frame", "ag_frame", "co_consts"} <= FRAMES


def test_the_page_is_true() -> None:
    _, bad, good = re.split(r"^(?:Bad|Good)::\n", capabilities.__doc__ or "", flags=re.M)
    assert found(textwrap.dedent(bad))
    assert found(textwrap.dedent(good)) == []


def test_the_check_asks_for_a_rule_violation() -> None:
    assert capabilities.CHECK.verdict is Verdict.RULE_VIOLATION


OWN = sorted(Path(capabilities.__file__).parents[2].glob("reference/*-*.py"))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_the_model_solutions_use_nothing_of_it(path: Path) -> None:
    assert found(path.read_text()) == []
