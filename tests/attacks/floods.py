"""Attacks that want more of something than there is."""

from checks.model import Verdict
from grader.sandbox.levels import Layer
from tests.attacks.attack import ALL, LIMITS, Attack

WIDE = LIMITS._replace(cpu_seconds=60, wall_seconds=60, memory_bytes=1 << 36, output_bytes=1 << 30)
MEMORY = (Verdict.MEMORY_LIMIT,)
REFUSED = (Verdict.RUNTIME_ERROR, Verdict.MEMORY_LIMIT)  # Python has no one word for it

ONE_BIG_STACK = """
import threading
threading.stack_size(1 << 29)
thread = threading.Thread(target=reached)
thread.start()
thread.join()
"""
MANY_THREADS = """
import threading
end = threading.Event()
for _ in range(400):
    threading.Thread(target=end.wait, daemon=True).start()
reached()
"""
SMALL_THREADS = MANY_THREADS.replace("import threading", "import threading\nthreading.stack_size(1 << 15)").replace(
    "400", "2000"
)
BUSY_THREADS = """
import hashlib, threading, time


def work():
    while time.process_time() < 2.5:
        hashlib.sha256(bytes(1 << 20))


threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
reached()
"""
FILLED_PIPES = """
for _ in range(100):
    _, end = os.pipe()
    os.write(end, bytes(1 << 12))
reached()
"""
DISK = """
with open(FOLDER + '/flood', 'wb') as file:
    file.write(bytes(1 << 24))
os.unlink(FOLDER + '/flood')
reached()
"""

FLOODS = (
    Attack("more memory than allowed", "x = np.ones(1 << 27)\nreached()", MEMORY, limits=WIDE),
    Attack("memory bit by bit", "x = [bytes(1 << 20) for _ in range(600)]\nreached()", MEMORY, limits=WIDE),
    Attack(
        "memory from the system",
        "import mmap\nx = [mmap.mmap(-1, 1 << 26) for _ in range(9)]\nreached()",
        REFUSED,
        limits=WIDE,
    ),
    Attack("one thread with a big stack", ONE_BIG_STACK, REFUSED, limits=WIDE),
    Attack("many threads", MANY_THREADS, REFUSED, limits=WIDE),
    Attack(
        "thousands of small threads",
        SMALL_THREADS,
        (*REFUSED, Verdict.TIME_LIMIT),
        removed=Layer.NAMESPACES,
        limits=WIDE,
        levels=("full",),
        since=(6, 14),
    ),
    Attack("time", "import time\nwhile time.process_time() < 2.5: pass\nreached()", (Verdict.TIME_LIMIT,), limits=WIDE),
    Attack("time in many threads", BUSY_THREADS, (Verdict.TIME_LIMIT,), limits=WIDE),
    Attack(
        "prints",
        "for _ in range(99): os.write(1, bytes(1 << 16))\nreached()",
        (Verdict.OUTPUT_LIMIT,),
        limits=WIDE,
    ),
    Attack(
        "errors that are printed",
        "for _ in range(99): os.write(2, bytes(1 << 16))\nreached()",
        (Verdict.OUTPUT_LIMIT,),
        limits=WIDE,
    ),
    Attack("descriptors", "x = [os.dup(0) for _ in range(200)]\nreached()", removed=Layer.RLIMITS, ordinary=True),
    Attack("pipes that are filled", FILLED_PIPES, removed=Layer.RLIMITS),
    Attack("the disk", DISK, removed=ALL),
    Attack(
        "memory that is not counted",
        "fd = os.memfd_create('attack')\nos.truncate(fd, 1 << 30)\nreached()",
        removed=ALL,
    ),
)
