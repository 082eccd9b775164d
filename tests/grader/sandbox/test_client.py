import functools
import os
import time
from pathlib import Path

import numpy as np
import pytest

from checks.model import Outcome
from grader.sandbox.client import Sandbox
from grader.sandbox.levels import LEVELS
from grader.sandbox.listening import Trip
from grader.sandbox.request import Call, Program, TripLimits
from grader.sandbox.server import ZygoteProcess

# The kernel counts in whole seconds, rounded up: a little less than one ends what never ends a second sooner.
LIMITS = TripLimits(cpu_seconds=0.9, wall_seconds=60, memory_bytes=1 << 29, output_bytes=1 << 20)
IMAGES, KERNEL = np.arange(24.0).reshape(2, 3, 4), np.ones((2, 2))
CALL = Call((IMAGES, KERNEL), 0x7F, 1 << 16)


FORGED = """
import os, struct
text = {text}
os.write(3, struct.pack("=4sBBBxiQ8Q", b"conv", {kind}, 0, 0, -1, len(text), *[0] * 8) + text)
"""


@functools.cache
def sandbox(level: str) -> Sandbox:
    return Sandbox(ZygoteProcess((LEVELS[level],)))


@pytest.fixture(params=LEVELS)
def box(request: pytest.FixtureRequest, need) -> Sandbox:
    need(request.param)
    return sandbox(request.param)


@pytest.fixture
def open_box() -> Sandbox:
    """Nothing keeps the student's code from starting and ending processes."""
    return sandbox("limits")


def run(box: Sandbox, body: str, *, calls: int = 1, before: str = "", limits: TripLimits = LIMITS, **siblings) -> Trip:
    """Run a function with this body."""
    indented = body.replace("\n", "\n    ")
    source = f"import numpy as np\n{before}\ndef f(images, kernel):\n    {indented}\n"
    files = {name: (f"{name}.py", text.encode()) for name, text in siblings.items()}
    program = Program({**files, "0-task": ("0-task.py", source.encode())}, "0-task", "f")
    return box.run(program, (CALL,) * calls, limits)


def test_an_array_comes_back_as_it_was_returned(box: Sandbox) -> None:
    trip = run(box, "return images * 2")
    assert np.array_equal(trip.observations[0].array, IMAGES * 2)
    assert trip.loaded.outcome is Outcome.RETURNED
    assert trip.cpu_seconds < 1


@pytest.mark.parametrize(
    ("body", "dtype"),
    [
        ("return images.astype('>f8')", "float64"),
        ("return images.astype(np.longdouble)", "float64"),
        ("return images.astype(np.float16)", "float16"),
        ("return np.ma.masked_array(images)", "float64"),
        ("return images.T", "float64"),
        ("return images.astype(int)", "int64"),
        ("return images > 3", "bool"),
    ],
)
def test_every_real_array_is_brought(box: Sandbox, body: str, dtype: str) -> None:
    found = run(box, body).observations[0]
    assert found.outcome is Outcome.RETURNED
    assert found.dtype == dtype


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("return None", "NoneType"),
        ("return images.tolist()", "list"),
        ("return np.float64(3)", "float64"),
        ("return images * 1j", "ndarray of dtype complex128"),
        ("return np.array([None])", "ndarray of dtype object"),
        ("return np.array(['a'])", "ndarray of dtype <U1"),
        ("return np.zeros(3, 'datetime64[s]')", "ndarray of dtype datetime64[s]"),
    ],
)
def test_anything_else_is_named(box: Sandbox, body: str, detail: str) -> None:
    found = run(box, body).observations[0]
    assert (found.outcome, found.detail) == (Outcome.NOT_AN_ARRAY, detail)


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("return np.zeros((100, 100, 100))", (100, 100, 100)),
        ("return np.broadcast_to(np.float64(0), (10**4, 10**5, 10**4))", (10**4, 10**5, 10**4)),
        ("return np.zeros((1,) * 20)", (1,) * 20),
    ],
)
def test_of_an_array_that_is_too_large_the_shape_is_brought(box: Sandbox, body: str, shape) -> None:
    found = run(box, body).observations[0]
    assert (found.outcome, found.array, found.shape) == (Outcome.RETURNED, None, shape)


def test_an_exception_is_told_with_the_students_own_lines_and_the_next_call_is_made(box: Sandbox) -> None:
    first, second = run(box, "if kernel[0, 0]:\n    kernel[:] = 0\n    np.zeros(3).reshape(2)", calls=2).observations
    for found in (first, second):
        assert found.outcome is Outcome.RAISED
        assert found.detail.startswith("ValueError: cannot reshape")
        assert [(line.file, line.line, line.function) for line in found.traceback] == [("0-task.py", 6, "f")]
    assert first.inputs_changed


def test_each_call_finds_its_arguments_as_they_were_sent(box: Sandbox) -> None:
    observations = run(box, "images += 1\nreturn images", calls=3).observations
    assert all(np.array_equal(found.array, IMAGES + 1) and found.inputs_changed for found in observations)


def test_memory_that_is_never_written_holds_the_byte_asked_for(box: Sandbox) -> None:
    source = b"import numpy as np\ndef f(images, kernel):\n    return np.empty((3, 500))\n"
    program = Program({"t": ("t.py", source)}, "t", "f")
    calls = tuple(Call((IMAGES, KERNEL), fill, 1 << 16) for fill in (0x3B, 0xC5))
    first, second = box.run(program, calls, LIMITS).observations
    assert not np.any(first.array == second.array)


@pytest.mark.parametrize(
    ("body", "outcome", "detail"),
    [
        ("while True: pass", Outcome.TIME_LIMIT, "cpu"),
        ("import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", Outcome.TIME_LIMIT, "cpu"),
        ("np.zeros((2**30,))", Outcome.MEMORY_LIMIT, "MemoryError"),
        ("x = []\nwhile True: x.append(bytes(2**20))", Outcome.MEMORY_LIMIT, "MemoryError"),
        ("while True: print('x' * 9999)", Outcome.OUTPUT_LIMIT, ""),
        ("import os\nos._exit(0)", Outcome.EXITED, "0"),
        ("import os\nos._exit(7)", Outcome.EXITED, "7"),
        ("import os\nos.abort()", Outcome.CRASHED, "SIGABRT"),
        ("import ctypes\nctypes.string_at(0)", Outcome.CRASHED, "SIGSEGV"),
        ("import sys\nsys.exit(0)", Outcome.RAISED, "SystemExit: 0"),
        ("raise KeyboardInterrupt", Outcome.RAISED, "KeyboardInterrupt"),
        ("f(images, kernel)", Outcome.RAISED, "RecursionError"),
        ("import os\nos.write(3, b'garbage' * 99)", Outcome.GARBLED, "bytes that are no frame"),
        ("import os\nos.write(3, b'conv')\nos._exit(0)", Outcome.GARBLED, "an answer that breaks off"),
        (FORGED.format(kind=1, text="b'{}'"), Outcome.GARBLED, "a child that is ready twice"),
        (FORGED.format(kind=2, text="b'{}'"), Outcome.GARBLED, "a file that loads twice"),
        (FORGED.format(kind=6, text="b'{\"z\": ' + b'[' * 60000 + b'}'"), Outcome.GARBLED, "a text that is not"),
        (FORGED.format(kind=6, text="b'\\xff'"), Outcome.GARBLED, "a text that is not"),
        ("raise ValueError('\\ud800')", Outcome.RAISED, "ValueError: \\ud800"),
        ("import os\nos.kill(os.getpid(), 40)", Outcome.CRASHED, "signal 40"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSYS)", Outcome.FORBIDDEN, ""),
    ],
)
def test_every_end_is_told_apart_and_the_calls_after_it_are_not_run(box: Sandbox, body, outcome, detail) -> None:
    # A busy machine takes longer to fill all the memory.
    limits = LIMITS._replace(cpu_seconds=9) if outcome is Outcome.MEMORY_LIMIT else LIMITS
    trip = run(box, body, calls=2, limits=limits)
    assert trip.observations[0].outcome is outcome
    assert trip.observations[0].detail.startswith(detail)
    assert trip.observations[1].outcome in (outcome, Outcome.NOT_RUN)


@pytest.mark.parametrize(
    "body", ["import time\ntime.sleep(60)", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"]
)
def test_waiting_is_ended_by_the_wall_clock(box: Sandbox, body: str) -> None:
    trip = run(box, body, limits=LIMITS._replace(wall_seconds=4))
    assert (trip.observations[0].outcome, trip.observations[0].detail) == (Outcome.TIME_LIMIT, "wall")


def test_a_child_that_closes_everything_and_stays_is_ended(box: Sandbox) -> None:
    body = "import os, time\nos.closerange(0, 99)\ntime.sleep(60)"
    trip = run(box, body, limits=LIMITS._replace(wall_seconds=1.5))
    assert trip.observations[0].outcome is Outcome.TIME_LIMIT


@pytest.mark.parametrize(
    ("before", "outcome"),
    [
        ("raise ValueError('at import')", Outcome.RAISED),
        ("import sys; sys.exit()", Outcome.RAISED),
        ("import os; os._exit(0)", Outcome.EXITED),
        ("while True: pass", Outcome.TIME_LIMIT),
        ("def (", Outcome.RAISED),
    ],
)
def test_a_file_that_does_not_load_is_told_and_nothing_is_called(box: Sandbox, before: str, outcome) -> None:
    trip = run(box, "return images", before=before)
    assert trip.loaded.outcome is outcome
    assert [found.outcome for found in trip.observations] == [Outcome.NOT_RUN]


def test_a_file_without_the_function_loads_and_nothing_is_called(box: Sandbox) -> None:
    trip = box.run(Program({"t": ("t.py", b"x = 1\n")}, "t", "f"), (CALL,), LIMITS)
    assert (trip.loaded.outcome, trip.loaded.detail) == (Outcome.RETURNED, "f")
    assert trip.observations[0].outcome is Outcome.NOT_RUN


@pytest.mark.parametrize("body", ["np.ones((40, 1000, 1000), order='F')", "np.ones((40, 1000, 1000), '>f8')"])
def test_a_result_that_has_to_be_put_in_order_is_not_held_twice(box: Sandbox, body: str) -> None:
    call = Call((IMAGES, KERNEL), 0x3B, 40 * 10**6 * 8)
    program = Program({"t": ("t.py", f"import numpy as np\ndef f(i, k):\n    return {body}\n".encode())}, "t", "f")
    (found,) = box.run(program, (call,), LIMITS._replace(cpu_seconds=5)).observations
    assert (found.outcome, found.shape) == (Outcome.RETURNED, (40, 1000, 1000))
    assert np.all(found.array == 1)


def test_too_much_text_is_told_whenever_it_comes(box: Sandbox) -> None:
    """Just over the limit, all at once: it may be read after the last answer."""
    body = "import os\nos.write(1, b'x' * (1 << 20) + b'x')\nreturn images"
    for _ in range(10):
        assert run(box, body).observations[0].outcome is Outcome.OUTPUT_LIMIT


def test_inputs_that_are_no_numbers_are_not_changed_by_that(box: Sandbox) -> None:
    program = Program({"t": ("t.py", b"def f(images, kernel):\n    return images\n")}, "t", "f")
    call = Call((IMAGES * np.nan, KERNEL), 0x3B, 1 << 16)
    assert not box.run(program, (call,), LIMITS).observations[0].inputs_changed


def test_the_students_other_files_are_served(box: Sandbox) -> None:
    trip = run(box, "return __import__('1-other').g(images)", **{"1-other": "def g(x):\n    return x + 1\n"})
    assert np.array_equal(trip.observations[0].array, IMAGES + 1)


@pytest.mark.parametrize(
    "statement",
    [
        "import scipy.signal", "from scipy.signal import correlate2d", "import matplotlib.pyplot as plt",
        "from matplotlib import pyplot", "import grader, checks, reference", "import no_such_module.at_all",
    ],
)  # fmt: skip
def test_a_foreign_import_loads_as_an_empty_stand_in(box: Sandbox, statement: str) -> None:
    assert run(box, "return images", before=statement).observations[0].outcome is Outcome.RETURNED


def test_scipy_cannot_be_had(box: Sandbox) -> None:
    trip = run(box, "return correlate2d(images[0], kernel)", before="from scipy.signal import correlate2d")
    assert trip.observations[0].outcome is Outcome.RAISED


@pytest.mark.parametrize(
    "body",
    [
        "import sys\nsys.meta_path.pop(0)\nimport scipy.signal\nreturn images",
        "import pickle\nf = pickle.loads(b'cscipy.signal\\ncorrelate2d\\n.')\nreturn f(images[0], kernel)[None]",
        "import sys\nsys.modules.pop('scipy', None)\nimport importlib\nimportlib.invalidate_caches()\n"
        "return importlib.import_module('sci' + 'py.signal').correlate2d(images[0], kernel)",
    ],
    ids=["without the finder", "by pickle", "by a name in two parts"],
)
def test_scipy_cannot_be_had_by_tricks(box: Sandbox, body: str) -> None:
    assert run(box, body).observations[0].outcome is Outcome.RAISED


def test_what_is_printed_is_kept_up_to_a_bound_and_counted(box: Sandbox) -> None:
    trip = run(box, "import sys\nprint('a' * 70000)\nprint('b', file=sys.stderr)\nreturn images", calls=2)
    assert trip.output_bytes == 2 * (70001 + 2)
    assert len(trip.output) == 1 << 16
    assert all(found.outcome is Outcome.RETURNED for found in trip.observations)


def test_nothing_of_the_environment_reaches_the_student(box: Sandbox) -> None:
    trip = run(box, "import os, sys\nprint(sorted(os.environ), repr(sys.stdin.read()))\nreturn images")
    assert trip.output == b"[] ''\n"


@pytest.mark.parametrize("end", ["return images", "os._exit(0)", "os.abort()", "1 / 0"])
@pytest.mark.parametrize("session", ["", "os.setsid()", "os.setsid(); os.fork() and os._exit(0)"])
def test_nothing_is_left_running(open_box: Sandbox, session: str, end: str) -> None:
    """A fork in the group, in a session of its own, and a daemon, whichever way the trip ends."""
    stay = "    print(os.getpid(), flush=True)\n    os.write(there, b'x')\n    time.sleep(60)\n"
    fork = f"here, there = os.pipe()\nif os.fork() == 0:\n    {session}\n{stay}"
    body = f"import os, time\n{fork}os.read(here, 1)\n{end}"
    pid = int(run(open_box, body).output.split()[0])
    wait_for(lambda: not Path(f"/proc/{pid}").exists())


def test_one_run_leaves_nothing_to_the_next(box: Sandbox) -> None:
    run(box, "np.sum = None\nimport builtins\nbuiltins.len = None\nreturn images")
    assert run(box, "return images * len([np.sum(kernel)])").observations[0].outcome is Outcome.RETURNED


@pytest.mark.parametrize("statement", ["from numpy import *", "import copy, dataclasses", "import numpy.testing"])
def test_the_standard_library_is_not_given_stand_ins(box: Sandbox, statement: str) -> None:
    assert run(box, "return images", before=statement).observations[0].outcome is Outcome.RETURNED


def test_descriptors_are_not_lost(box: Sandbox) -> None:
    run(box, "return images")
    before = len(os.listdir("/proc/self/fd"))
    for body in ("return images", "1 / 0", "import os\nos._exit(1)", "while True: print('x' * 9999)"):
        run(box, body)
    assert len(os.listdir("/proc/self/fd")) == before


def wait_for(condition) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
