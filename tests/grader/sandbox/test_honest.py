"""Honest code finds in the sandbox what it finds outside."""

import numpy as np
import pytest

from checks.model import Outcome
from grader.sandbox.asking import Layout
from grader.sandbox.levels import LEVELS
from grader.sandbox.request import Call, Program
from tests.grader.sandbox.test_client import IMAGES, KERNEL, LIMITS, run, sandbox

WINDOWS = "np.lib.stride_tricks.sliding_window_view(images, kernel.shape, (1, 2))"
RIGHT = np.einsum("mhwij,ij->mhw", np.lib.stride_tricks.sliding_window_view(IMAGES, KERNEL.shape, (1, 2)), KERNEL)
VALUES = {
    "einsum": f"return np.einsum('mhwij,ij->mhw', {WINDOWS}, kernel)",
    "einsum, optimized": f"return np.einsum('mhwij,ij->mhw', {WINDOWS}, kernel, optimize=True)",
    "tensordot": f"return np.tensordot({WINDOWS}, kernel, axes=2)",
    "matrix product": f"return {WINDOWS}.reshape(2, 2, 3, 4) @ kernel.ravel()",
    "the Fourier transform": "s = (3, 4)\nf = np.fft.rfft2(images, s) * np.conj(np.fft.rfft2(kernel, s))\n"
    "return np.fft.irfft2(f, s)[:, :2, :3].round(9)",
    "the linear algebra": f"return {WINDOWS}.reshape(2, 2, 3, 4) @ np.linalg.inv(np.eye(4)) @ kernel.ravel()",
    "threads": "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(4) as pool:\n"
    f"    return np.array(list(pool.map(lambda w: (w * kernel).sum((2, 3)), {WINDOWS})))",
    "padding and a masked array": f"w = np.ma.array(np.pad({WINDOWS}, 0))\nreturn (w * kernel).sum((3, 4))",
    "an object array on the way": f"return ({WINDOWS}.astype(object) * kernel).sum((3, 4)).astype(float)",
    "a view of the inputs, changed": "images[:, :2, :3] = images[:, :2, :3] + images[:, 1:, :3] + images[:, :2, 1:] + "
    "images[:, 1:, 1:]\nreturn images[:, :2, :3]",
    "a result that is no block of memory": f"return np.asfortranarray(np.tensordot({WINDOWS}, kernel, axes=2))",
    "a result in the other byte order": f"return np.tensordot({WINDOWS}, kernel, axes=2).astype('>f8')",
}


@pytest.fixture(params=LEVELS)
def box(request: pytest.FixtureRequest, need):
    need(request.param)
    return sandbox(request.param)


@pytest.mark.parametrize("body", VALUES.values(), ids=VALUES)
def test_every_way_to_the_right_values_arrives(box, body: str) -> None:
    (found,) = run(box, body).observations
    assert found.outcome is Outcome.RETURNED, found
    assert np.allclose(found.array, RIGHT)


@pytest.mark.parametrize(
    "statement",
    [
        "import math, random, itertools, dataclasses, typing, functools, collections, operator, abc, enum, copy",
        "import time, datetime, timeit, decimal, fractions, statistics, string, re, textwrap, pprint, json, pickle",
        "import threading, queue, concurrent.futures, logging, warnings, traceback, inspect, contextlib, io, os, sys",
        "import numpy.ma, numpy.polynomial, numpy.random, numpy.testing, numpy.linalg, numpy.fft",
        "import pathlib, tempfile, unittest, doctest, argparse, ctypes, hashlib, zlib, struct, array, bisect, heapq",
        "import asyncio, socket, ssl, subprocess, multiprocessing, sqlite3, lzma, bz2, curses",
        "import random\nrandom.seed(1)\nassert np.random.default_rng(1).normal(size=3).shape == (3,)",
        "import time\nt = time.time(), time.perf_counter()\ntime.sleep(0.01)\ntime.strftime('%c')",
        "import datetime\ndatetime.datetime.now()",
        "import threading\nt = threading.Thread(target=print, args=(1,))\nt.start()\nt.join()",
        "import logging\nlogging.warning('a warning')\nimport warnings\nwarnings.warn('another')",
        "import os\nos.cpu_count(), os.getpid(), os.getcwd(), os.path.exists('x'), os.environ.get('HOME')",
        "import sys\nsys.setrecursionlimit(5000)\nsys.stdout = open('/dev/null', 'w')\nprint('x')",
        "help(len)\nassert callable(exit) and callable(quit)",
        "import sys\nsys.stdout.reconfigure(encoding='utf-8')\nsys.stderr.reconfigure(errors='replace')\nprint('é')",
        "import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')\nprint('é')",
        "import sys\nassert not sys.stdout.seekable()",
        "import os\nos.chdir(os.path.dirname(os.path.abspath(__file__)))",
        "import argparse\nargparse.ArgumentParser().parse_args()",
        "import signal\nsignal.signal(signal.SIGALRM, lambda *_: print('rang'))\nsignal.alarm(1)\nsignal.alarm(0)",
        "import inspect\ndef g():\n    return 1\nassert 'return 1' in inspect.getsource(g)",
        "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    assert '1 / 0' in traceback.format_exc()",
        "import platform\nplatform.machine(), platform.python_version()",
        "import uuid, secrets\nuuid.uuid4(), secrets.token_hex()",
        "np.set_printoptions(precision=3)\nprint(np.arange(9999))\nnp.show_config()",
        "import matplotlib.pyplot as plt\nfrom scipy.signal import correlate2d\nimport pandas as pd",
    ],
)
def test_what_a_file_may_hold_beside_its_function_does_not_stop_it(box, statement: str) -> None:
    trip = run(box, "return images", before=statement)
    assert trip.observations[0].outcome is Outcome.RETURNED, trip.loaded


def test_prints_and_tracebacks_arrive(box) -> None:
    trip = run(box, "print('seen', images.shape)\nimport sys\nprint('too', file=sys.stderr)\nkernel.nothing()")
    assert trip.output in (b"seen (2, 3, 4)\ntoo\n", b"too\nseen (2, 3, 4)\n")
    assert trip.observations[0].detail == "AttributeError: 'numpy.ndarray' object has no attribute 'nothing'"
    assert [(line.file, line.line) for line in trip.observations[0].traceback] == [("0-task.py", 7)]


def test_what_is_refused_is_an_error_that_can_be_caught(box) -> None:
    body = "try:\n    open('results.txt', 'w').write('x')\nexcept OSError:\n    pass\nreturn images"
    assert run(box, body).observations[0].outcome is Outcome.RETURNED


def test_only_the_call_whose_inputs_were_changed_is_said_to_have_changed_them(box) -> None:
    trip = run(
        box, "if images[0, 0, 0] == 0 and not hasattr(f, 'n'):\n    f.n = 1\n    images += 1\nreturn images", calls=3
    )
    assert [found.inputs_changed for found in trip.observations] == [True, False, False]
    assert np.array_equal(trip.observations[0].array, IMAGES + 1)
    assert all(np.array_equal(found.array, IMAGES) for found in trip.observations[1:])


def test_a_file_that_changes_later_what_an_earlier_call_was_given_has_changed_it(box) -> None:
    body = (
        "if hasattr(f, 'kept'):\n    f.kept *= 3\n    f.kept += 1\n    return kernel\nf.kept = images[0]\nreturn images"
    )
    trip = run(box, body, calls=2)
    assert [found.inputs_changed for found in trip.observations] == [True, False]


def test_a_call_that_changes_its_arrays_is_known_though_a_later_one_ends_the_process(box) -> None:
    body = "if hasattr(f, 'n'):\n    import os\n    os._exit(3)\nf.n = 1\nimages += 1\nreturn images"
    trip = run(box, body, calls=3)
    assert [found.inputs_changed for found in trip.observations] == [True, False, False]
    assert trip.observations[1].outcome is Outcome.EXITED


def test_what_a_file_does_to_its_arrays_no_other_file_finds(box) -> None:
    layout = Layout((Call((IMAGES, KERNEL), 0x3B, 1 << 16),))
    for body in ("images *= 0\n    kernel *= 0\n    return images", "return images", "return kernel"):
        program = Program({"t": ("t.py", f"def f(images, kernel):\n    {body}\n".encode())}, "t", "f")
        (found,) = box.run(program, layout, LIMITS).observations
    assert np.array_equal(found.array, KERNEL)
    assert not found.inputs_changed


def test_a_file_that_puts_the_inputs_back_has_not_changed_them(box) -> None:
    trip = run(box, "images *= 2\nimages /= 2\nreturn images")
    assert not trip.observations[0].inputs_changed
