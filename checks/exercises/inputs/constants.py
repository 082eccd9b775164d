"""Values that are no arrays, as an assignment writes them down."""

from checks.model.arguments import FloatOf, IntegerOf, PairOf


def same(one: object, other: object) -> bool:
    """Whether two constants are the same, of the same type."""
    return type(one) is type(other) and one == other


def of_number_form(form: IntegerOf | FloatOf | PairOf, given: object) -> bool:
    """Whether a value has the type that the form asks for."""
    match form:
        case IntegerOf():
            return _whole(given)
        case FloatOf():
            return _whole(given) or isinstance(given, float)
    return isinstance(given, tuple) and len(given) == 2 and all(map(_whole, given))


def _whole(given: object) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)
