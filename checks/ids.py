"""The checks' stable ids, in order: what policies, reports and JSON call them.

They stand apart from the checks so that a policy can be read before numpy is imported.
"""

STATIC_IDS = ("source", "file_format", "style", "documentation", "signature", "imports", "loops")
DYNAMIC_IDS = (
    *("loads", "runs", "loop_trace", "return_type", "shapes", "proof"),
    *("values", "repeatable", "purity", "quiet"),
)
CHECK_IDS = STATIC_IDS + DYNAMIC_IDS
