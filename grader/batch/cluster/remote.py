"""Calls functions of `grader.batch.cluster.worker` on one worker.

They are named here and looked up there: the scheduler, which unpickles every call, needs nothing of ours.
"""

import asyncio
import hashlib
import operator
import pkgutil
import uuid
from typing import Any

from distributed import Client, Future, KilledWorker
from distributed.client import ClosedClientError, FutureCancelledError
from distributed.comm.core import CommClosedError

from grader.batch.cluster.errors import ClusterLostError, WorkerLostError

THERE = "grader.batch.cluster.worker"
CONNECTION_LOST = "scheduler-connection-lost"  # Dask's word for it


class Remote:
    """One worker; its keys are of its own, so that what another has to do is never taken for this one's."""

    def __init__(self, client: Client, address: str) -> None:
        self.address = address
        self._client, self._token, self._gone = client, uuid.uuid4().hex, asyncio.Event()

    def key(self, what: str, content: bytes = b"") -> str:
        """A key for what is done there with some content."""
        digest = hashlib.sha256(self._token.encode() + content)
        return f"grader-{what}-{digest.hexdigest()[:32]}"

    def function(self, name: str) -> Future[Any]:
        """The function of this name, which stays there.

        Raises:
            ClusterLostError: the scheduler is gone.
        """
        return self._submit(self.key(f"find-{name}"), pkgutil.resolve_name, f"{THERE}:{name}")

    async def call(self, key: str, function: Future[Any], *arguments: str | bytes) -> bytes:
        """Call it, and forget there what it returns.

        Raises:
            WorkerLostError: the worker is gone, or was given up.
            ClusterLostError: the scheduler is gone.
        """
        future = self.start(key, function, *arguments)
        try:
            return await self.result(future)
        finally:
            future.release()

    def start(self, key: str, function: Future[Any], *arguments: str | bytes) -> Future[bytes]:
        """Call it; what it returns stays there until the key is released.

        Raises:
            ClusterLostError: the scheduler is gone.
        """
        return self._submit(key, operator.call, function, *arguments)

    async def result(self, future: Future[bytes]) -> bytes:
        """What a call returned.

        Raises:
            WorkerLostError: the worker is gone, or was given up.
            ClusterLostError: the scheduler is gone.
        """
        said, gone = asyncio.create_task(_said(future)), asyncio.create_task(self._gone.wait())
        try:
            await asyncio.wait((said, gone), return_when=asyncio.FIRST_COMPLETED)
            if not said.done():
                raise WorkerLostError(f"worker {self.address} was lost")
            return said.result()
        except KilledWorker as error:
            raise WorkerLostError(f"worker {self.address} was lost") from error
        except FutureCancelledError as error:
            if error.reason == CONNECTION_LOST:
                raise ClusterLostError from error
            raise WorkerLostError(f"worker {self.address} was lost") from error
        except CommClosedError as error:
            raise ClusterLostError from error
        finally:
            said.cancel()
            gone.cancel()

    def give_up(self) -> None:
        """Tell whoever waits for it that it is lost."""
        self._gone.set()

    def _submit(self, key: str, function: Any, *arguments: Any) -> Future[Any]:
        try:
            return self._client.submit(function, *arguments, key=key, workers=[self.address])
        except ClosedClientError as error:
            raise ClusterLostError from error


async def _said(future: Future[bytes]) -> bytes:
    said: bytes = await future
    return said
