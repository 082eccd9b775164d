"""The static checks, in order: what is asked of a file's text.

They stand apart from the dynamic ones because they run in a process of their own, without numpy.
"""

from checks import documentation, file_format, imports, loops, signature, source, style
from checks.model import StaticCheck

STATIC_CHECKS: tuple[StaticCheck, ...] = (
    source.CHECK,
    file_format.CHECK,
    style.CHECK,
    documentation.CHECK,
    signature.CHECK,
    imports.CHECK,
    loops.CHECK,
)
