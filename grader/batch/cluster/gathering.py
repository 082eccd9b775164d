"""Who comes and who goes: lets the workers of a cluster in, and looks at who is there."""

import asyncio
import logging
import time
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import msgspec
from distributed import Client
from distributed.versions import VersionMismatchWarning

from checks.printable import one_line
from grader.batch.cluster.errors import ClusterError, ClusterLostError, RefusedError, WorkerLostError
from grader.batch.cluster.member import Member
from grader.batch.cluster.staff import Staff
from grader.batch.cluster.worker import Asked
from grader.judging.answers import ModelError
from grader.sandbox.levels import LEVELS

CONNECT_SECONDS = 10.0
FIRST_SECONDS = 10.0  # for a first worker to be there
ENTER_SECONDS = 60.0  # for those that are there to answer; who is busy until then joins later
PATIENCE_SECONDS = 60.0  # without any worker
LOOK_SECONDS = 1.0  # from one look at who is there to the next


@asynccontextmanager
async def connection(address: str) -> AsyncIterator[Client]:
    """A client of the scheduler at this address; when it ends, the scheduler forgets what it was asked for.

    Raises:
        ClusterError: there is none that can be reached.
    """
    shown = one_line(address)
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told in one line
    warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters is compared
    try:
        client = await Client(address, asynchronous=True, set_as_default=False, timeout=CONNECT_SECONDS)
    except ValueError as error:
        raise ClusterError(
            f"`{shown}` is no address of a Dask scheduler, as tcp://host:8786 is: {_why(error)}"
        ) from error
    except (OSError, TypeError, RuntimeError, ImportError) as error:
        raise ClusterError(f"no Dask scheduler can be reached at {shown}: {_why(error)}") from error
    async with client:
        yield client


def _why(error: Exception) -> str:
    return one_line(str(error) or type(error).__name__)


class Gathering:
    """Keeps a Staff to the workers that are there."""

    def __init__(self, client: Client, address: str, staff: Staff, tell: Callable[[str], None]) -> None:
        self._client, self._address, self._staff, self._tell = client, one_line(address), staff, tell
        self._joining: dict[str, asyncio.Task[None]] = {}
        self._refused: set[str] = set()

    async def open(self, asked: Asked) -> str:
        """Let in the workers that are there, all at the best level that all of them have; tells which.

        Raises:
            ClusterError: there is none, or one that cannot be used.
            ModelError: a model solution does not answer.
            ClusterLostError: the scheduler is gone.
        """
        there = await self._first()
        members = await self._entered([Member(self._client, *worker) for worker in there.items()], asked)
        level = max((member.isolation for member in members), key=tuple(LEVELS).index, default="")
        self._asked = msgspec.structs.replace(asked, levels=(level,))
        better = [member for member in members if member.isolation != level]
        for member in better:
            member.leave()
        again = [Member(self._client, member.address, member.size) for member in better]
        members = [member for member in members if member not in better] + await self._entered(again, self._asked)
        if not members:
            raise ClusterError(f"no worker of {self._address} answered within {ENTER_SECONDS:.0f} s")
        for member in members:
            self._staff.join(member)
        return level

    async def _first(self) -> dict[str, int]:
        """The workers that are there, with their threads, as soon as there is one."""
        deadline = time.monotonic() + FIRST_SECONDS
        while not (there := await self._there()):
            if time.monotonic() > deadline:
                raise ClusterError(f"{self._address} has no worker: start one with `dask worker {self._address}`")
            await asyncio.sleep(LOOK_SECONDS)
        return there

    async def _entered(self, members: list[Member], asked: Asked) -> list[Member]:
        """Those of them that answered in time; who did not may join later."""

        async def enters(member: Member) -> bool:
            try:
                async with asyncio.timeout(ENTER_SECONDS):
                    await member.enter(asked)
            except (TimeoutError, WorkerLostError):
                member.leave()
                return False
            except RefusedError as error:
                raise ClusterError(str(error)) from error
            return True

        answered = await asyncio.gather(*(enters(member) for member in members))
        return [member for member, entered in zip(members, answered, strict=True) if entered]

    async def watch(self) -> None:
        """Look at who is there, again and again: let in who joins, drop who is gone.

        Raises:
            ClusterLostError: the scheduler is gone, or there has been no worker for long.
        """
        seen = time.monotonic()
        while True:
            there = await self._there()
            for address in self._joining.keys() - there.keys():
                self._joining[address].cancel()
            for address in self._staff.members.keys() - there.keys():
                self._staff.drop(self._staff.members[address])
            self._refused &= there.keys()
            for address in there.keys() - self._staff.members.keys() - self._joining.keys() - self._refused:
                self._joining[address] = asyncio.create_task(self._join(Member(self._client, address, there[address])))
            if self._staff.members:
                seen = time.monotonic()
            elif time.monotonic() - seen > PATIENCE_SECONDS:
                raise ClusterLostError(f"{self._address} has had no worker for {PATIENCE_SECONDS:.0f} s")
            await asyncio.sleep(LOOK_SECONDS)

    async def _join(self, member: Member) -> None:
        try:
            await member.enter(self._asked)
        except RefusedError as error:
            self._refused.add(member.address)
            self._tell(f"{error}; it is not used")
        except ModelError as error:
            self._refused.add(member.address)
            self._tell(f"worker {member.address} is not used: {error}")
        except (WorkerLostError, ClusterLostError):
            pass  # seen at the next look
        else:
            self._staff.join(member)
            return
        finally:
            del self._joining[member.address]
        member.leave()

    async def _there(self) -> dict[str, int]:
        """The workers that are there and at work, by address, with their threads."""
        if self._client.scheduler is None:
            raise ClusterLostError
        try:
            there: dict[str, int] = await self._client.scheduler.ncores_running()
        except OSError as error:
            raise ClusterLostError from error
        return there
