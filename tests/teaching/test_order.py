"""Two loops are put into the other order, and what stands between them stays with its own."""

from tests.teaching.order import exchanged


def test_two_loops_change_places() -> None:
    assert (
        exchanged("a = 1\nfor r in x:\n    for c in y:\n        b\nd\n")
        == "a = 1\nfor c in y:\n    for r in x:\n        b\nd\n"
    )


def test_what_stands_between_two_loops_goes_with_the_one_it_stood_in() -> None:
    assert exchanged("for r in x:\n    top = r\n    for c in y:\n        b\n") == (
        "for c in y:\n    for r in x:\n        top = r\n        b\n"
    )


def test_what_stands_below_the_inner_loop_stays_where_it_is() -> None:
    assert exchanged("for r in x:\n    for c in y:\n        b\n    return d\n") == (
        "for c in y:\n    for r in x:\n        b\n    return d\n"
    )


def test_one_loop_and_two_beside_each_other_have_one_order() -> None:
    assert exchanged("for r in x:\n    b\n") is None
    assert exchanged("for r in x:\n    b\nfor c in y:\n    d\n") is None
