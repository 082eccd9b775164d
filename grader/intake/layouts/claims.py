"""What a platform's name for a file or a folder says."""

from datetime import datetime

from msgspec import Struct


class Claim(Struct, frozen=True):
    """One name of a download: whose it is, and what was handed in under which name.

    Names with the same `key` belong to one submission. `name` is None for what holds no file (a text, a link), and ""
    for a folder of files. Of two, the one with the greater `order` is the later.
    """

    key: str
    student: str
    ids: dict[str, str]
    name: str | None
    order: str = ""
    late: bool = False
    submitted: datetime | None = None
