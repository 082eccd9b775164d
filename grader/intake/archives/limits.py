"""How much an archive may hold. What lies beyond is told, not read."""

from msgspec import Struct

_MIB = 2**20


class ArchiveLimits(Struct, frozen=True):
    """`members`: names in one archive; `table`: bytes of all their names; `expanded`: bytes of a tar
    that was compressed; `seconds` of processor time for one question about it; `memory`: bytes for reading it. An
    archive that is large itself may expand to `ratio` times its size.
    """

    members: int
    table: int
    expanded: int
    ratio: int
    seconds: int
    memory: int

    def allowance(self, packed: int) -> int:
        """How many bytes may come out of this many."""
        return max(self.expanded, self.ratio * packed)


# What the course itself hands over, and what may come from a student.
OUTER = ArchiveLimits(members=20_000_000, table=2**31, expanded=2**36, ratio=1000, seconds=3600, memory=4096 * _MIB)
INNER = ArchiveLimits(members=50_000, table=8 * _MIB, expanded=256 * _MIB, ratio=20, seconds=20, memory=256 * _MIB)
# To see what an archive is, its beginning does.
LOOKED_AT = ArchiveLimits(members=50_000, table=8 * _MIB, expanded=16 * _MIB, ratio=0, seconds=10, memory=256 * _MIB)

DEEPEST = 3  # archives in archives, of one student
MOST_ARCHIVES = 20  # of one student
LARGEST_NESTED = 256 * _MIB
