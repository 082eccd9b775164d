"""The workers that are at work, and which of them is given the next work item."""

import asyncio
from collections import deque

from grader.batch.cluster.member import Member


class Staff:
    """The members of a batch. Whoever takes one gives it back."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self._waiting: deque[asyncio.Future[Member]] = deque()
        self._waiting_alone: deque[asyncio.Future[Member]] = deque()
        self._failed: Exception | None = None

    @property
    def slots(self) -> int:
        """How many work items they judge at once."""
        return sum(member.size for member in self.members.values())

    async def take(self, *, alone: bool) -> Member:
        """Wait for the least busy one that has room; `alone`, for one that has nothing else and is given nothing else.

        Raises:
            Exception: what `fail` was given.
        """
        if self._failed:
            raise self._failed
        taken: asyncio.Future[Member] = asyncio.get_running_loop().create_future()
        (self._waiting_alone if alone else self._waiting).append(taken)
        self._give()
        return await taken

    def give_back(self, member: Member) -> None:
        """A work item that it was taken for is judged, or lost."""
        member.under, member.alone = member.under - 1, False
        self._give()

    def join(self, member: Member) -> None:
        """From now on it can be taken."""
        self.members[member.address] = member
        self._give()

    def drop(self, member: Member) -> None:
        """It can be taken no more; who has it is told that it is lost."""
        if self.members.get(member.address) is member:
            del self.members[member.address]
        member.leave()

    def fail(self, error: Exception) -> None:
        """There will be nobody: tell all that wait, and all that will."""
        self._failed = error
        for taken in (*self._waiting, *self._waiting_alone):
            if not taken.done():
                taken.set_exception(error)

    def _give(self) -> None:
        """While one is waited for alone, no other is given away, so that one comes free."""
        while self._waiting_alone and (member := self._least_busy()) and not member.under:
            member.alone = _given(member, self._waiting_alone.popleft())
        while self._waiting and not self._waiting_alone and (member := self._least_busy()) and _has_room(member):
            _given(member, self._waiting.popleft())

    def _least_busy(self) -> Member | None:
        free = (member for member in self.members.values() if not member.alone)
        return min(free, key=lambda member: member.under / member.size, default=None)


def _has_room(member: Member) -> bool:
    """Some wait at the worker already for whichever of its threads is free next; none behind a thread that is alone."""
    return member.under < member.size + member.size // 2


def _given(member: Member, taken: asyncio.Future[Member]) -> bool:
    """Whether anybody still waited."""
    if taken.done():
        return False
    member.under += 1
    taken.set_result(member)
    return True
