"""Descriptions: those of well-known exercises, and any that Hypothesis can think of."""

from hypothesis import strategies as st
from msgspec.structs import replace

from checks.exercises.inputs.expressions import conditions, expression, names
from checks.exercises.inputs.kinds import axes_of, names_of_sizes
from checks.model.arguments import (
    Argument,
    ArrayOf,
    Axis,
    Constant,
    Description,
    EitherOf,
    FloatOf,
    IntegerOf,
    PairOf,
)

PADDING = EitherOf(("same", "valid", PairOf(("ph", "pw"))))
EXAMPLES = {
    "moving average": Description((Argument("x", ArrayOf(("n",))), Argument("k", IntegerOf("k", 1, "n")))),
    "distances": Description((Argument("points", ArrayOf(("n", "d"))), Argument("centres", ArrayOf(("k", "d"))))),
    "histogram": Description(
        (Argument("image", ArrayOf(("h", "w"), "uint8")), Argument("bins", IntegerOf("bins", 1, 256)))
    ),
    "matrix power": Description(
        (Argument("a", ArrayOf(("s", "s"), least=-2, most=2)), Argument("n", IntegerOf("n", 0, 6)))
    ),
    "interpolation": Description(
        (
            Argument("x", ArrayOf(("m",))),
            Argument("xp", ArrayOf(("n",), sorted="strictly")),
            Argument("fp", ArrayOf(("n",))),
        )
    ),
    "mask": Description((Argument("image", ArrayOf(("h", "w"))), Argument("mask", ArrayOf(("h", "w"), "bool")))),
    "one-hot": Description(
        (
            Argument("labels", ArrayOf(("n",), "int64", 0, "classes - 1")),
            Argument("classes", IntegerOf("classes", 1)),
        )
    ),
    "convolution": Description(
        (
            Argument("images", ArrayOf(("m", "h", "w"))),
            Argument("kernel", ArrayOf(("kh", "kw"))),
            Argument("padding", PADDING, optional=True, default="same"),
            Argument("stride", PairOf(("sh", "sw"), 1), optional=True, default=(1, 1)),
        ),
        ("kh <= h + 2*ph", "kw <= w + 2*pw"),
    ),
    "mean along an axis": Description(
        (Argument("a", ArrayOf(("n", "c"))), Argument("axis", IntegerOf("axis", -2, 1), True, None, True)),
        axes=(Axis("c", 3, 3),),
    ),
    "sorted search": Description(
        (
            Argument("a", ArrayOf(("n",), sorted="weakly")),
            Argument("v", FloatOf("v", -3, 3)),
            Argument("side", EitherOf(("left", "right")), True, "left"),
        ),
        axes=(Axis("n", 0),),
    ),
}

_SIZES = st.sampled_from("nmhk")
_BOUNDS = st.one_of(st.none(), st.none(), st.integers(-3, 4), st.sampled_from(["n", "m - 1", "-k", "2*n"]))
_ARRAYS = st.builds(
    ArrayOf,
    st.lists(_SIZES, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["", "", "float32", "int64", "uint8", "bool"]),
    _BOUNDS,
    _BOUNDS,
    st.sampled_from(["", "", "weakly", "strictly"]),
)
_FORMS = st.one_of(
    _ARRAYS,
    st.builds(IntegerOf, _SIZES, _BOUNDS, _BOUNDS),
    st.builds(PairOf, st.sampled_from([("p", "q"), ("n", "q")]), _BOUNDS, _BOUNDS),
    st.builds(FloatOf, st.just("t"), _BOUNDS, _BOUNDS),
)
_CONSTANTS = st.sampled_from(["one", "other", True, 3])
_EITHER = st.lists(st.one_of(_CONSTANTS, _FORMS), min_size=1, max_size=3, unique=True)
_CONDITIONS = ("k <= n", "n != m", "n + m < 2*h + q", "m == 2*n", "0 <= p < n")


@st.composite
def described(draw: st.DrawFn) -> Description:
    """A description that names only what it has, and need not be possible."""
    arrays = [draw(_ARRAYS) for _ in range(draw(st.integers(0, 2)))]
    forms = [
        *arrays,
        *(draw(st.one_of(_FORMS, _EITHER.map(tuple).map(EitherOf))) for _ in range(draw(st.integers(1, 2)))),
    ]
    required = draw(st.integers(0, len(forms)))
    drafts = [Argument(f"a{place}", form, none=draw(st.booleans())) for place, form in enumerate(forms)]
    known = set(names_of_sizes(Description(tuple(drafts))))
    arguments = []
    for place, draft in enumerate(drafts):
        either = draft.form.choices if isinstance(draft.form, EitherOf) else ()
        inside = tuple(_known(choice, known) for choice in either)
        form = EitherOf(inside) if isinstance(draft.form, EitherOf) else _known(draft.form, known)
        default, none = _default(form)
        optional = place >= required
        arguments.append(
            Argument(draft.name, form, optional, default if optional else None, draft.none or (optional and none))
        )
    where = draw(st.lists(st.sampled_from(_CONDITIONS), max_size=2, unique=True))
    where = [text for text in where if all(name in known for one in conditions(text) for name in names(one))]
    axes = draw(st.lists(st.builds(Axis, st.just("n"), st.integers(0, 2), st.none() | st.integers(2, 5)), max_size=1))
    has_axis = "n" in axes_of(Description(tuple(arguments)))
    return Description(tuple(arguments), tuple(where), tuple(axes) if has_axis else ())


def _known(form, known: set[str]):
    """The form without bounds that name what is not there, and a mask without any."""
    if isinstance(form, str | int):
        return form
    is_mask = isinstance(form, ArrayOf) and form.dtype == "bool"
    bounds = {
        word: None
        for word, bound in (("least", form.least), ("most", form.most))
        if is_mask or (isinstance(bound, str) and not known.issuperset(names(expression(bound))))
    }
    return replace(form, **bounds, **({"sorted": ""} if is_mask else {}))


def _default(form) -> tuple[Constant, bool]:
    """A default that the form allows, and whether that is None."""
    choice = form.choices[0] if isinstance(form, EitherOf) else form
    if isinstance(choice, str | int):
        return choice, False
    least = choice.least if isinstance(choice.least, int) else choice.most if isinstance(choice.most, int) else 0
    match choice:
        case IntegerOf():
            return least, False
        case PairOf():
            return (least, least), False
    return None, True
