"""Attacks on processes: starting them, ending others, outliving one's own end."""

from checks.model import Verdict
from grader.sandbox.levels import Layer
from tests.attacks.attack import ALL, KERNEL, LIMITS, TREE, Attack

CALLS = Layer.SECCOMP
STAY = "os.write(1, b''); import time; time.sleep(60)"

PROCESSES = (
    Attack("forking", "if os.fork() == 0: os._exit(0)\nreached()", removed=CALLS, ordinary=True),
    Attack(
        "forking by the system call", "if syscall(56, 220, 17, 0, 0, 0, 0) == 0: os._exit(0)\nreached()", removed=CALLS
    ),
    Attack(
        "forking by clone3",
        "args = (ctypes.c_uint64 * 8)(0, 0, 0, 0, 17, 0, 0, 0)\n"
        "if syscall(435, 435, ctypes.byref(args), 64) == 0: os._exit(0)\nreached()",
        removed=CALLS,
    ),
    Attack(
        "a daemon in a session of its own",
        f"if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        {STAY}\n    os._exit(0)\nreached()",
        removed=CALLS,
    ),
    Attack(
        "starting a program in one's place", "os.execv('/bin/echo', ['echo', 'REACHED'])", removed=KERNEL, ordinary=True
    ),
    Attack("running a program", "import subprocess\nreached(subprocess.check_output('id'))", removed=KERNEL),
    Attack("spawning a program", "reached(os.posix_spawn('/bin/true', ['true'], {}))", removed=KERNEL),
    Attack("a shell", "reached() if os.system('true') == 0 else 1 / 0", removed=KERNEL),
    Attack(
        "a pool of processes",
        "import multiprocessing\nwith multiprocessing.Pool(2) as p: reached(p.map(abs, [1]))",
        removed=ALL,
    ),
    Attack("ending a neighbour", "os.kill(VICTIM, 0)\nreached()\nos.kill(VICTIM, 15)", removed=KERNEL, ordinary=True),
    Attack("stopping a neighbour", "os.kill(VICTIM, 19)\nreached()\nos.kill(VICTIM, 18)", removed=KERNEL),
    Attack("ending the fork server", "os.kill(os.getppid(), 0)\nreached()", removed=Layer.SECCOMP | Layer.LANDLOCK),
    Attack("ending all that can be ended", "os.kill(-1, 0)\nreached()", removed=KERNEL),
    Attack("ending another's group", "os.killpg(os.getpgid(os.getppid()), 0)\nreached()", removed=Layer.SECCOMP | TREE),
    Attack(
        "a signal to a thread of another process",
        "syscall(234, 131, VICTIM, VICTIM, 0)\nreached()",
        removed=KERNEL,
    ),
    Attack(
        "a signal queued for another process",
        "syscall(129, 138, VICTIM, 0, (ctypes.c_int * 32)(0, 0, -1))\nreached()",
        removed=KERNEL,
    ),
    Attack(
        "signals that the kernel sends for a descriptor",
        "import fcntl\nr, w = os.pipe()\nfcntl.fcntl(r, 8, os.getppid())\nreached()",
        removed=KERNEL,
    ),
    Attack(
        "other limits for another process",
        "import resource\nresource.prlimit(VICTIM, resource.RLIMIT_NOFILE)\nreached()",
        removed=KERNEL | Layer.PRIVILEGES,
    ),
    Attack("another's place in the queue", "os.setpriority(os.PRIO_PROCESS, VICTIM, 5)\nreached()", removed=ALL),
    Attack("another's processor", "os.sched_setaffinity(VICTIM, os.sched_getaffinity(0))\nreached()", removed=ALL),
    Attack("being another user", "os.setuid(os.getuid())\nreached()", removed=CALLS),
    Attack(
        "more capabilities",
        "syscall(126, 91, bytes([0x22, 5, 8, 0x20, 0, 0, 0, 0]), bytes(24))\nreached()",
        removed=CALLS,
    ),
    Attack(
        "ignoring the signal that the time is up",
        "import signal, time\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\n"
        "while time.process_time() < 2.5: pass\nreached()",
        verdicts=(Verdict.TIME_LIMIT,),
        limits=LIMITS._replace(cpu_seconds=20, wall_seconds=20),
    ),
    Attack(
        "allowing itself more time",
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (99, 99))\nreached()",
        limits=LIMITS._replace(cpu_seconds=200),
        ordinary=True,
    ),
    Attack(
        "waiting without end",
        "import time\ntime.sleep(6)\nreached()",
        verdicts=(Verdict.TIME_LIMIT,),
        limits=LIMITS._replace(wall_seconds=30),
    ),
)
