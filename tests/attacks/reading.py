"""Attacks that want to read: files, the environment, other processes, what lies in memory."""

from grader.sandbox.levels import Layer
from tests.attacks.attack import KERNEL, TREE, Attack

SCAN = """
import gc, re
PATTERN = re.compile("SEC" + "RET-[0-9a-f]{32}")


def found(values):
    for value in values:
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        if isinstance(value, str) and (match := PATTERN.search(value)):
            reached(match[0])
"""

STACK_TOP = """
top = ctypes.c_void_p.in_dll(libc, "__libc_stack_end").value
page, (read_end, write_end) = top & ~4095, os.pipe()  # a page that is not there is refused by the kernel
os.set_blocking(write_end, False)
there = b""
while libc.write(write_end, ctypes.c_void_p(page), ctypes.c_size_t(4096)) == 4096:
    there, page = there + os.read(read_end, 4096), page + 4096
assert b"OMP_NUM_THREADS=1" in there, "it is not looked for where it lies"
found([there])
raise KeyError("nothing")
"""

READING = (
    Attack("reading a secret file", "reached(open(SECRET_FILE).read())", removed=TREE, ordinary=True),
    Attack("reading it through a link", "reached(open(FOLDER + '/link').read())", removed=TREE),
    Attack(
        "reading it by a call of libc",
        "libc.fopen.restype = ctypes.c_void_p\n"
        "if not libc.fopen(SECRET_FILE.encode(), b'r'): raise OSError('no')\nreached()",
        removed=TREE,
    ),
    Attack(
        "opening it again through a descriptor that only names it",
        "fd = os.open(SECRET_FILE, os.O_PATH)\nreached(open(f'/proc/self/fd/{fd}').read())",
        removed=TREE,
    ),
    Attack(
        "reading the reference",
        "reached(open(PROJECT + '/reference/0-convolve_grayscale_valid.py').read()[:80])",
        removed=TREE,
    ),
    Attack(
        "importing the oracle",
        "sys.path[:0] = [PROJECT, PACKAGES]\nsys.meta_path.pop(0)\nimport checks.exercises.convolution.oracle as oracle"
        "\nreached(oracle)",
        removed=TREE,
    ),
    Attack(
        "importing scipy from where numpy lies",
        "sys.path.append(PACKAGES)\nsys.meta_path.pop(0)\nimport scipy.signal\nreached(scipy.signal.correlate2d)",
        removed=TREE,
    ),
    Attack(
        "reading another student's file",
        "reached(open(PROJECT + '/submissions/correct_kernel_loops/0-convolve_grayscale_valid.py').read()[:80])",
        removed=TREE,
    ),
    Attack("opening a file for no access", "reached(os.open(SECRET_FILE, 3))", removed=KERNEL),
    Attack("another's processor time", "import time\nreached(time.clock_gettime((~VICTIM << 3) | 2))", removed=KERNEL),
    Attack("where another may run", "reached(os.sched_getaffinity(VICTIM))", removed=KERNEL),
    Attack("reading /etc/passwd", "reached(open('/etc/passwd').read())", removed=TREE, ordinary=True),
    Attack("listing a folder", "reached(os.listdir(FOLDER))", removed=TREE),
    Attack("listing the root", "assert 'etc' in (n := os.listdir('/')) and 'usr' in n\nreached(n)", removed=TREE),
    Attack(
        "walking up from the working folder",
        "assert {'etc', 'usr'} <= set(names := os.listdir('../' * 30))\nreached(names)",
        removed=TREE,
    ),
    Attack("seeing that a file is there", "reached(os.stat(SECRET_FILE))", removed=TREE, levels=("full",)),
    Attack(
        "seeing which programs are running",
        "reached([open(f'/proc/{n}/cmdline').read() for n in ('self', VICTIM, GRADER)])",
        removed=TREE,
    ),
    Attack(
        "reading the grader's environment",
        "reached(open(f'/proc/{GRADER}/environ', 'rb').read())",
        removed=TREE | Layer.PRIVILEGES,
    ),
    Attack(
        "reading the grader's memory",
        "reached(open(f'/proc/{GRADER}/mem', 'rb'))",
        removed=TREE | Layer.PRIVILEGES,
        ordinary=True,
    ),
    Attack(
        "seeing where the fork server's memory lies",
        "reached(open(f'/proc/{os.getppid()}/maps').read())",
        removed=TREE | Layer.PRIVILEGES,
    ),
    Attack(
        "reading where a process was started",
        "reached(os.readlink(f'/proc/{GRADER}/cwd'))",
        removed=TREE | Layer.PRIVILEGES,
    ),
    Attack(
        "reading the environment",
        SCAN + "found(f'{k}={v}' for k, v in os.environ.items())\nraise KeyError('nothing')",
        planted="import os\nos.environ['A'] = 'THE_SECRET'\n",
    ),
    Attack(
        "reading the stack's top, where the environment lies that the process was started with",
        SCAN + STACK_TOP,
        handed_over=True,
    ),
    Attack(
        "walking the heap",
        SCAN + "found(o for holder in gc.get_objects() for o in gc.get_referents(holder))\nraise KeyError('nothing')",
        planted="held = ['THE_SECRET']\n",
    ),
    Attack(
        "walking the stack",
        SCAN
        + """
frame = sys._getframe()
while frame is not None:
    found(map(repr, (*frame.f_locals.values(), *frame.f_globals.values())))
    frame = frame.f_back
raise KeyError('nothing')
""",
        planted="held = ['THE_SECRET']\n",
    ),
    Attack(
        "walking every object that is alive for a function that compares",
        "import gc\nnames = {getattr(o, '__name__', '') for o in gc.get_objects() if callable(o)}\n"
        "reached() if 'correlate2d' in names else 1 / 0",
        planted="def correlate2d(): pass\n",
    ),
    Attack(
        "reading descriptors that were left open",
        "import select\nopened = []\n"
        "for fd in range(4, 4096):\n"
        "    try: os.fstat(fd); opened.append(fd)\n"
        "    except OSError: pass\n"
        "reached(opened) if opened else 1 / 0",
        planted="import os\nos.dup(0)\n",
    ),
    Attack("a device", "reached(os.open('/dev/zero', os.O_RDONLY))", removed=TREE),
)
