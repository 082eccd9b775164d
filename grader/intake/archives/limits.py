"""How much an archive may hold. What lies beyond is told, not read."""

from msgspec import Struct

_MIB = 2**20


class Limits(Struct, frozen=True):
    """`members`: names in one archive; `table`: bytes of a zip's table of contents; `expanded`: bytes of a tar
    that was compressed. An archive that is large itself may expand to `ratio` times its size.
    """

    members: int
    table: int
    expanded: int
    ratio: int

    def allowance(self, packed: int) -> int:
        """How many bytes may come out of this many."""
        return max(self.expanded, self.ratio * packed)


# What the course itself hands over, and what may come from a student.
OUTER = Limits(members=20_000_000, table=2**31, expanded=2**36, ratio=1000)
INNER = Limits(members=50_000, table=8 * _MIB, expanded=256 * _MIB, ratio=20)
# To see what an archive is, its beginning does.
LOOKED_AT = Limits(members=50_000, table=8 * _MIB, expanded=16 * _MIB, ratio=0)

DEEPEST = 3  # archives in archives, of one student
MOST_ARCHIVES = 20  # of one student
LARGEST_NESTED = 256 * _MIB
