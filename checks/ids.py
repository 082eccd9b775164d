"""The checks' stable ids, in order: what policies, reports and JSON call them.

They stand apart from the checks so that a policy can be read before numpy is imported.
"""

from collections.abc import Collection

STATIC_IDS = ("source", "file_format", "style", "documentation", "signature", "imports", "loops")
DYNAMIC_IDS = (
    *("loads", "runs", "loop_trace", "return_type", "shapes", "proof"),
    *("values", "repeatable", "purity", "quiet"),
)
CHECK_IDS = STATIC_IDS + DYNAMIC_IDS
OF_FORM = ("file_format", "style", "documentation")  # how a text is written, not what it does: told last
ALWAYS = ("source", "signature", "loads", "runs")  # are made whatever is chosen: the others stand on them


def made(ids: tuple[str, ...], chosen: Collection[str]) -> tuple[str, ...]:
    """Those of the checks that are made where a policy has chosen these; all where it has chosen none."""
    return tuple(check for check in ids if not chosen or check in chosen or check in ALWAYS)
