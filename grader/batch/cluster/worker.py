"""What runs on a worker: the judges of one batch, one for each of its threads.

They live as long as their lease, the Dask key under which they were asked for. When the batch lets go of the key, or is
gone, the scheduler drops it, and with it the worker ends the judges.
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
    """What is asked of a worker: judges for an assignment, at the first of these levels that it has."""

    assignment: Assignment
    levels: tuple[str, ...]


class Judges(WorkerPlugin):
    """The judges of one batch on one worker, in processes of their own."""

    def __init__(self, asked: Asked, lease: str) -> None:
        self.ready = Ready(failed="its judges were ended before they were ready")
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
        """What becomes of a key on this worker: with the lease, the judges end."""
        if key == self._lease and finish == "released":
            self._worker.loop.add_callback(self._worker.plugin_remove, self._lease)

    def judge(self, item: WorkItem) -> Judgement | None:
        """Judge one task's work; None where the judges were ended meanwhile."""
        if self._pool is None:
            return None
        try:
            done = self._pool.submit(item).result()
        except CancelledError:
            return None
        return None if self._closed else done  # what is said then is not about the WorkItem


# --- called from where the batch was started -------------------------------------------------------
# What comes and goes is bytes; what fails is told in them too, since Dask pickles what is raised, or fails to.


def tell() -> bytes:
    """The versions here."""
    return msgspec.msgpack.encode(versions())


def enter(lease: str, asked: bytes) -> bytes:
    """Start judges, to be there as long as the lease, which is the key of this call; tells whether they are Ready."""
    worker = get_worker()
    judges = Judges(msgspec.msgpack.decode(asked, type=Asked), lease)
    sync(worker.loop, worker.plugin_add, judges, name=lease, catch_errors=False)
    return msgspec.msgpack.encode(judges.ready)


def judge(lease: str, item: bytes) -> bytes:
    """Have the judges of a lease judge a WorkItem; tells the Judgement, nothing where they are not there."""
    judges = get_worker().plugins.get(lease)
    if not isinstance(judges, Judges):
        return b""
    try:
        done = judges.judge(msgspec.msgpack.decode(item, type=WorkItem))
    except Exception as error:
        done = broken(error)
    return msgspec.msgpack.encode(done) if done else b""
