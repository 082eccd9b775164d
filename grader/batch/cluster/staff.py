"""Who comes and who goes: lets the workers of a cluster in, and looks at who is there."""

import asyncio
import time
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from distributed import Future

from checks.printable import one_line
from grader.batch.cluster.errors import ClusterError, ClusterLostError
from grader.batch.cluster.versions import difference, versions
from grader.batch.cluster.worker import Asked, enter, tell
from grader.batch.pool import Ready
from grader.judging.answers import ModelError
from grader.sandbox.levels import LEVELS

FIRST_SECONDS = 10.0  # for a first worker to be there
PATIENCE_SECONDS = 60.0  # without any worker
LOOK_SECONDS = 1.0  # from one look at who is there to the next
LOST = (OSError, KeyError)  # what Dask says of a worker that is gone, or does not answer


class Staff:
    """The workers that have judges of this batch.

    Dask knows who they are: each has a resource that is called as the `batch`. What it cannot know is who may be one;
    a plugin that is registered for all workers would outlive a batch that is killed.
    """

    def __init__(self, client: Any, address: str, warn: Callable[[str], None]) -> None:
        """`client` is Dask's, and all of this runs on its thread."""
        self.batch, self.slots = f"grader-{uuid.uuid4().hex}", 0
        self._client, self._address, self._warn = client, one_line(address), warn
        self._leases: dict[str, Future[bytes]] = {}
        self.joining: dict[str, asyncio.Task[None]] = {}  # and who was refused

    async def open(self, asked: Asked) -> str:
        """Let in the workers that are there, all at the best level that all of them have; tells which.

        Raises:
            ClusterError: there is none, or one that cannot be used.
            ModelError: a model solution does not answer.
            ClusterLostError: the scheduler is gone.
        """
        try:
            await self._client.wait_for_workers(1, timeout=FIRST_SECONDS)
        except TimeoutError as error:
            said = f"{self._address} has no worker: start one with `dask worker {self._address}`"
            raise ClusterError(said) from error
        except OSError as error:
            raise ClusterLostError from error
        levels = await self._entered(there := _running(await self._everybody()), asked)
        if not levels:
            raise ClusterLostError(f"all workers of {self._address} were lost")
        level = max(levels.values(), key=tuple(LEVELS).index)
        self._asked = msgspec.structs.replace(asked, levels=(level,))
        await self._entered((address for address in levels if levels[address] != level), self._asked)
        self.slots = sum(there[address]["nthreads"] for address in levels)
        return level

    async def _entered(self, addresses: Iterable[str], asked: Asked) -> dict[str, str]:
        """Let them in; the isolation levels of those that were not lost."""

        async def entered(address: str) -> tuple[str, str]:
            try:
                return address, await self._enter(address, asked)
            except LOST:
                return address, ""

        return {address: level for address, level in await asyncio.gather(*map(entered, addresses)) if level}

    async def watch(self) -> None:
        """Look at who is there, again and again, and let in who joins.

        Raises:
            ClusterLostError: the scheduler is gone, or there has been no worker for long.
        """
        seen = time.monotonic()
        while True:
            everybody = await self._everybody()
            there = _running(everybody)
            at_work = {address for address, worker in there.items() if worker["resources"].get(self.batch)}
            self.slots = sum(there[address]["nthreads"] for address in at_work)
            for address in self.joining.keys() - there.keys():
                self.joining.pop(address).cancel()
            for address in self._leases.keys() - everybody.keys():  # who pauses finishes what it has
                del self._leases[address]
            for address in there.keys() - at_work - self.joining.keys():
                self.joining[address] = asyncio.create_task(self._join(address))
            if at_work:
                seen = time.monotonic()
            elif time.monotonic() - seen > PATIENCE_SECONDS:
                raise ClusterLostError(f"{self._address} has had no worker for {PATIENCE_SECONDS:.0f} s")
            await asyncio.sleep(LOOK_SECONDS)

    async def _join(self, address: str) -> None:
        try:
            await self._enter(address, self._asked)
        except ClusterError as error:
            self._warn(f"{error}; it is not used")
        except ModelError as error:
            self._warn(f"worker {address} is not used: {error}")
        except LOST:
            del self.joining[address]  # if it is there after all, it is tried again
        else:
            del self.joining[address]

    async def _enter(self, address: str, asked: Asked) -> str:
        """Have a worker start judges; the isolation level that they have.

        Raises:
            ClusterError: it cannot be used.
            ModelError: a model solution does not answer there.
            OSError, KeyError: it is gone.
        """
        there = msgspec.msgpack.decode(await self._run(address, tell), type=dict[str, str])
        if differing := difference(there, versions()):
            raise ClusterError(f"worker {address} has another version: {one_line(differing)}")
        key = f"{self.batch}-{uuid.uuid4().hex}"
        leases = await self._client.scatter({key: msgspec.msgpack.encode(asked)}, workers=[address])
        ready = msgspec.msgpack.decode(await self._run(address, enter, self.batch, key), type=Ready)
        if ready.lacks:
            raise ClusterError(f"worker {address} lacks isolation `{asked.levels[-1]}`: {one_line(ready.lacks)}")
        if ready.unanswered:
            raise ModelError(ready.unanswered)
        if ready.failed:
            raise ClusterError(f"worker {address} cannot grade: {one_line(ready.failed)}")
        self._leases[address] = leases[key]  # whoever fails above lets go of it
        return ready.isolation

    async def _run(self, address: str, function: Callable[..., Any], *arguments: str) -> bytes:
        """Call a function of `worker` there, beside what Dask schedules."""
        try:
            answers: dict[str, bytes] = await self._client.run(function, *arguments, workers=[address])
        except LOST:
            raise
        except Exception as error:  # whatever it has instead of this grader
            raise ClusterError(f"worker {address} cannot run this grader: {one_line(str(error))}") from error
        return answers[address]

    async def _everybody(self) -> dict[str, dict[str, Any]]:
        """The workers that are there, by address, as Dask describes them."""
        if self._client.scheduler is None:
            raise ClusterLostError
        try:
            workers: dict[str, dict[str, Any]] = (await self._client.scheduler.identity())["workers"]
        except OSError as error:
            raise ClusterLostError from error
        return workers


def _running(workers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Those that are given work: one pauses, for want of memory, or is about to end."""
    return {address: worker for address, worker in workers.items() if worker["status"] == "running"}
