"""What runs on a worker: the stations of one batch, one for each of its threads.

They live as long as their lease, the Dask key under which they were asked for. When the batch lets go of the key, or is
gone, the scheduler drops it, and with it the worker ends the stations.
"""

import asyncio
from concurrent.futures import CancelledError
from typing import Any

import msgspec
from distributed import Worker, WorkerPlugin, get_worker
from distributed.utils import sync
from msgspec import Struct

from checks.model.assignment import Assignment
from grader.batch.cluster.versions import versions
from grader.batch.pool import Pool, Ready
from grader.folders import cache_folder
from grader.judging.answers import ModelError
from grader.judging.items import Judgement, WorkItem, broken
from grader.sandbox.server import IsolationError


class Asked(Struct, frozen=True):
    """What is asked of a worker: stations for an assignment, at the first of these levels that it has."""

    assignment: Assignment
    levels: tuple[str, ...]


class Stations(WorkerPlugin):
    """The stations of one batch on one worker, in processes of their own."""

    def __init__(self, asked: Asked, lease: str) -> None:
        self.ready = Ready(failed="its stations were ended before they were ready")
        self._asked, self._lease = asked, lease
        self._pool: Pool | None = None
        self._closed = False

    async def setup(self, worker: Worker) -> None:
        """Start them; `ready` says what became of that."""
        self._worker = worker
        await asyncio.to_thread(self._open, worker.state.nthreads)

    def _open(self, size: int) -> None:
        try:
            self._pool = Pool(self._asked.assignment, self._asked.levels, cache_folder(), size)
        except IsolationError as error:
            self.ready = Ready(lacks=str(error))
        except ModelError as error:
            self.ready = Ready(unanswered=str(error))
        except Exception as error:
            self.ready = Ready(failed=f"{type(error).__name__}: {error}")
        else:
            self.ready = Ready(isolation=self._pool.isolation)
            if self._closed:
                self._pool.close()

    async def teardown(self, worker: Worker) -> None:
        """End them, whatever they are at."""
        self._closed = True
        if self._pool is not None:
            await asyncio.to_thread(self._pool.close)

    def transition(self, key: object, start: str, finish: str, **_: Any) -> None:
        """What becomes of a key on this worker: with the lease, the stations end."""
        if key == self._lease and finish == "released":
            self._worker.loop.add_callback(self._worker.plugin_remove, self._lease)

    def judge(self, order: WorkItem) -> Judgement | None:
        """Judge one task's work; None where the stations were ended meanwhile."""
        if self._pool is None:
            return None
        try:
            done = self._pool.submit(order).result()
        except CancelledError:
            return None
        return None if self._closed else done  # what is said then is not about the WorkItem


# --- called from where the batch was started -------------------------------------------------------
# What comes and goes is bytes; what fails is told in them too, since Dask pickles what is raised, or fails to.


def tell() -> bytes:
    """The versions here."""
    return msgspec.msgpack.encode(versions())


def enter(lease: str, asked: bytes) -> bytes:
    """Start stations, to be there as long as the lease, which is the key of this call; tells whether they are Ready."""
    worker = get_worker()
    stations = Stations(msgspec.msgpack.decode(asked, type=Asked), lease)
    sync(worker.loop, worker.plugin_add, stations, name=lease, catch_errors=False)
    return msgspec.msgpack.encode(stations.ready)


def judge(lease: str, order: bytes) -> bytes:
    """Judge an WorkItem at the stations of a lease; tells what is Judgement, nothing where they are not there."""
    stations = get_worker().plugins.get(lease)
    if not isinstance(stations, Stations):
        return b""
    try:
        done = stations.judge(msgspec.msgpack.decode(order, type=WorkItem))
    except Exception as error:
        done = broken(error)
    return msgspec.msgpack.encode(done) if done else b""
