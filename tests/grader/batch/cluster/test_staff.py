import asyncio

import pytest

from grader.batch.cluster.errors import ClusterLostError
from grader.batch.cluster.member import Member
from grader.batch.cluster.staff import Staff


def staff_of(*sizes: int) -> Staff:
    staff = Staff()
    for number, size in enumerate(sizes):
        staff.join(Member(None, f"tcp://worker:{number}", size))  # type: ignore[arg-type] (nothing is called there)
    return staff


async def given(staff: Staff, number: int, *, alone: bool = False) -> list[Member | None]:
    """What so many get that ask for a member one after the other; None for who has to wait."""
    asking = [asyncio.create_task(staff.take(alone=alone)) for _ in range(number)]
    await asyncio.sleep(0.01)
    return [task.result() if task.done() else None for task in asking]


def test_the_least_busy_worker_is_given_the_next_work_item() -> None:
    async def scenario() -> None:
        taken = await given(staff_of(1, 3), 4)
        assert sorted(member.size for member in taken if member) == [1, 3, 3, 3]

    asyncio.run(scenario())


@pytest.mark.parametrize(("size", "room"), [(1, 1), (2, 3), (8, 12)])
def test_a_worker_has_some_to_go_on_with_but_none_behind_its_only_thread(size: int, room: int) -> None:
    async def scenario() -> None:
        assert [bool(member) for member in await given(staff_of(size), room + 1)] == [True] * room + [False]

    asyncio.run(scenario())


def test_a_work_item_that_was_lost_has_a_worker_for_itself() -> None:
    """It waits until one has nothing left, and nobody else is given that one, or any before it."""

    async def scenario() -> None:
        staff = staff_of(4)
        first, second = await given(staff, 2)
        assert first
        alone = asyncio.create_task(staff.take(alone=True))
        other = asyncio.create_task(staff.take(alone=False))
        for member in (first, second):
            await asyncio.sleep(0.01)
            assert not alone.done()
            staff.give_back(member)
        await asyncio.sleep(0.01)
        assert alone.done()
        assert not other.done()
        staff.give_back(alone.result())
        assert await other is first

    asyncio.run(scenario())


def test_who_waits_for_a_worker_is_told_that_there_is_none() -> None:
    async def scenario() -> None:
        staff = Staff()
        waiting = [asyncio.create_task(staff.take(alone=alone)) for alone in (False, True)]
        await asyncio.sleep(0.01)
        staff.fail(ClusterLostError("no more"))
        for asking in (*waiting, staff.take(alone=False)):
            with pytest.raises(ClusterLostError, match="no more"):
                await asking

    asyncio.run(scenario())


def test_a_worker_that_joins_is_given_what_waits() -> None:
    async def scenario() -> None:
        staff = staff_of(1)
        first = await staff.take(alone=False)
        waiting = asyncio.create_task(staff.take(alone=False))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        staff.join(second := Member(None, "tcp://worker:second", 1))  # type: ignore[arg-type]
        assert await waiting is second
        staff.drop(first)
        assert staff.slots == 1

    asyncio.run(scenario())
