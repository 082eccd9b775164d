"""What the text of a function does with each of its parameters, as far as the text alone shows it."""

import ast

from msgspec import Struct

from grader.drafting.tree import SIZED, Tree, whole

_ONE_AXIS = frozenset({"bincount", "convolve", "correlate", "interp", "trapezoid"})
_TWO_AXES = frozenset({"diagonal", "fliplr", "trace", "tril", "triu"})
_BY_A_NUMBER = frozenset({"diagonal", "histogram", "pad", "roll"})  # whose second argument is a whole number
_REDUCES = frozenset(
    {
        *("all", "any", "argmax", "argmin", "cumprod", "cumsum", "max", "mean", "median", "min", "norm", "prod", "std"),
        *("sum", "var"),
    }
)
_OF_TEXTS = frozenset({"casefold", "endswith", "lower", "startswith", "strip", "upper"})
_OF_ARRAYS = _REDUCES | {
    *("T", "argsort", "astype", "clip", "copy", "dot", "dtype", "fill", "flat", "flatten", "ndim", "nonzero", "ravel"),
    *("repeat", "reshape", "round", "shape", "size", "sort", "squeeze", "swapaxes", "take", "tolist", "transpose"),
}
_IN_ORDER = frozenset({"max", "min", "sorted"})  # builtins that compare the values of their one argument
_MOST_AXES = 8


class Uses(Struct):
    """What is seen of one parameter.

    `names` are those that the text gives to its axes, by number, `whole` whether these are all; `axes` is how many
    axes there are at least, and `exact` how many there are, where that is certain. `pair` are the two names that it is
    taken apart into.
    """

    array: bool = False
    iterated: bool = False
    numpy: bool = False
    integer: bool = False
    text: bool = False
    none: bool = False
    index: bool = False
    axes: int = 0
    exact: int | None = None
    names: dict[int, str] = {}
    pair: tuple[str, ...] = ()
    members: set[int] = set()
    texts: list[str] = []
    types: set[str] = set()

    def call(self, place: int, name: str) -> None:
        """Note what the text calls an axis."""
        if name:
            self.names.setdefault(place, name)

    def at_least(self, axes: int) -> None:
        """Note that there are so many axes or more."""
        self.array, self.axes = True, max(self.axes, axes)


class Reader:
    """Reads from the tree of a function what it does with its parameters."""

    def __init__(self, function: ast.FunctionDef) -> None:
        self._tree = Tree(function)
        self._up = self._tree.up

    def uses(self, parameter: str) -> Uses:
        """What is seen of a parameter."""
        found = Uses()
        for name in self._tree.loads(parameter):
            self._use(name, found)
        return found

    def _use(self, name: ast.Name, uses: Uses) -> None:
        above = self._up(name)
        uses.integer = uses.integer or self._tree.is_size(name)
        match above:
            case ast.Attribute(attr=attribute):
                self._attribute(above, attribute, uses)
            case ast.Subscript():
                self._beside_brackets(above, name, uses)
            case ast.Call():
                self._call(above, name, uses)
            case ast.For(iter=iterated) if iterated is name:
                uses.iterated = True
                self._element(above.target, uses)
            case ast.Compare():
                self._compare(above, name, uses)
            case ast.Match(cases=cases):
                patterns = [part for case in cases for part in ast.walk(case.pattern)]
                _add_texts([part.value for part in patterns if isinstance(part, ast.MatchValue)], uses)
            case _:
                self._plain(above, uses)

    def _plain(self, above: ast.AST, uses: Uses) -> None:
        """Note what an operator, an assignment or a keyword says."""
        match above:
            case ast.keyword(arg="axis" | "ddof" | "shift"):
                uses.integer = True
            case ast.Assign(targets=[ast.Tuple(elts=elts)]) if len(elts) == 2 and _are_names(elts):
                uses.pair = tuple(each.id for each in elts if isinstance(each, ast.Name))
            case ast.BinOp(op=ast.MatMult()):
                uses.array = True
            case ast.Tuple() | ast.List() if self._is_of_numpy(self._up(above)):
                uses.numpy = True

    def _is_of_numpy(self, node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and _of_numpy(node) not in ("", *SIZED)

    def _beside_brackets(self, node: ast.Subscript, name: ast.Name, uses: Uses) -> None:
        match node:
            case ast.Subscript(value=value) if value is name:
                self._subscript(node, uses)
            case ast.Subscript(value=ast.Dict(keys=keys)):
                _add_texts([key for key in keys if key is not None], uses)
            case _:
                uses.index = True

    def _attribute(self, node: ast.Attribute, attribute: str, uses: Uses) -> None:
        if attribute in _OF_TEXTS:
            uses.text = True
            above = self._up(self._up(node))
            if isinstance(above, ast.Compare):  # mode.lower() == "max"
                _add_texts([above.left, *above.comparators], uses)
        if attribute not in _OF_ARRAYS:
            return
        uses.array = True
        if attribute == "T":
            uses.at_least(2)
        above = self._up(node)
        if isinstance(above, ast.Call) and above.func is node:
            self._axis(above, 0, uses)
        if attribute == "shape":
            self._shape(node, above, uses)
        if attribute == "ndim" and isinstance(above, ast.Compare) and isinstance(above.ops[0], ast.NotEq | ast.Eq):
            number = whole(above.comparators[0])
            uses.exact = number if number is not None and 0 < number <= _MOST_AXES else uses.exact

    def _shape(self, node: ast.Attribute, above: ast.AST, uses: Uses) -> None:
        taken: ast.AST = node
        match above:
            case ast.Subscript(value=value, slice=ast.Slice(lower=None, step=None)) if value is node:
                taken = above
            case ast.Subscript(value=value, slice=place) if value is node:
                number = whole(place)
                if number is not None and 0 <= number < _MOST_AXES:
                    uses.at_least(number + 1)
                    uses.call(number, self._tree.target(above))
                return
        match self._up(taken):
            case ast.Assign(targets=[ast.Tuple(elts=elts)]) if _are_names(elts) and len(elts) <= _MOST_AXES:
                for number, each in enumerate(elts):
                    uses.call(number, each.id if isinstance(each, ast.Name) else "")
                uses.at_least(len(elts))
                uses.exact = len(elts) if taken is node else uses.exact

    def _subscript(self, node: ast.Subscript, uses: Uses) -> None:
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        axes = [part for part in parts if not (isinstance(part, ast.Constant) and part.value in (None, ...))]
        number = whole(node.slice)
        if number is not None:
            uses.members.add(number)
        else:
            uses.at_least(max(1, len(axes)))
        single = len(axes) == len(parts) and not any(isinstance(part, ast.Slice) for part in parts)
        if single and self._tree.is_scalar(node):
            uses.exact = len(parts)

    def _element(self, target: ast.AST, uses: Uses) -> None:
        if isinstance(target, ast.Name) and any(self._tree.is_scalar(load) for load in self._tree.loads(target.id)):
            uses.exact = 1

    def _call(self, node: ast.Call, name: ast.Name, uses: Uses) -> None:
        match node.func:
            case ast.Name(id=word):
                self._builtin(node, name, word, uses)
            case ast.Attribute(value=ast.Dict(keys=keys), attr="get") if node.args[0] is name:
                _add_texts([key for key in keys if key is not None], uses)
                uses.text = True
            case ast.Attribute(attr=word) if _of_numpy(node):
                self._numpy(node, name, word, uses)
            case ast.Attribute(attr="reshape"):
                uses.integer = True
            case ast.Attribute(attr=word) if word in _REDUCES:
                uses.integer = True

    def _builtin(self, node: ast.Call, name: ast.Name, word: str, uses: Uses) -> None:
        if word == "len":
            uses.at_least(1)
            uses.call(0, self._tree.target(node))
        elif word in ("enumerate", "zip"):
            uses.iterated = True
            above = self._up(node)
            if isinstance(above, ast.For) and isinstance(above.target, ast.Tuple):
                number = 1 if word == "enumerate" else node.args.index(name)
                self._element(above.target.elts[min(number, len(above.target.elts) - 1)], uses)
        elif word == "isinstance" and len(node.args) == 2 and node.args[0] is name:
            kinds = node.args[1].elts if isinstance(node.args[1], ast.Tuple) else [node.args[1]]
            uses.types |= {ast.unparse(kind) for kind in kinds if isinstance(kind, ast.Name | ast.Attribute)}
        elif word == "sum":
            uses.array = True
        elif word in _IN_ORDER and len(node.args) == 1:
            uses.at_least(1)
            uses.exact = 1

    def _numpy(self, node: ast.Call, name: ast.Name, word: str, uses: Uses) -> None:
        if name not in node.args or word in SIZED:
            return
        if node.args[0] is name:
            uses.numpy = True
            self._axis(node, 1, uses)
            uses.at_least(2 if word in _TWO_AXES else 0)
        elif (node.args[1] is name and word in _BY_A_NUMBER) or (word in _REDUCES and node.args[1] is name):
            uses.integer = True
        if word in _ONE_AXIS:
            uses.at_least(1)
            uses.exact = 1

    def _axis(self, call: ast.Call, place: int, uses: Uses) -> None:
        """What the axis says that a method or a function of numpy is given."""
        word = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        given = [keyword.value for keyword in call.keywords if keyword.arg == "axis"]
        if not given and word in (*_REDUCES, "swapaxes", "moveaxis") and len(call.args) > place:
            given = call.args[place : place + (2 if word.endswith("axes") else 1)]
        for each in given:
            for part in each.elts if isinstance(each, ast.Tuple) else [each]:
                number = whole(part)
                if number is not None and -8 <= number < 8:
                    uses.at_least(number + 1 if number >= 0 else -number)

    def _compare(self, node: ast.Compare, name: ast.Name, uses: Uses) -> None:
        for each in (node.left, *node.comparators):
            if isinstance(each, ast.Constant) and each.value is None:
                uses.none = True
            elif isinstance(each, ast.Tuple | ast.List | ast.Set):
                _add_texts(each.elts, uses)
            elif each is not name:
                _add_texts([each], uses)


def _of_numpy(call: ast.Call) -> str:
    """The last part of the name of numpy's function that is called, "" where it is another's."""
    node: ast.expr = call.func
    while isinstance(node, ast.Attribute):
        node = node.value
    is_numpys = isinstance(node, ast.Name) and node.id in ("np", "numpy") and isinstance(call.func, ast.Attribute)
    return call.func.attr if is_numpys and isinstance(call.func, ast.Attribute) else ""


def _are_names(elts: list[ast.expr]) -> bool:
    return all(isinstance(each, ast.Name) for each in elts)


def _add_texts(nodes: list[ast.expr], uses: Uses) -> None:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in uses.texts:
            uses.texts.append(node.value)
