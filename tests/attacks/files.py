"""Attacks that change files: their contents, their names, what is noted about them.

On numpy's own nothing is done that stays, and where it is to succeed another file has its name.
"""

from tests.attacks.attack import ALL, Attack

ON_A_FILE = (
    ("writing to a file", "open(SECRET_FILE, 'w').write('x')"),
    ("emptying a file", "os.truncate(SECRET_FILE, 0)"),
    ("making a file", "open(FOLDER + '/new', 'x')"),
    ("making a file without a name", "os.open(FOLDER, os.O_TMPFILE | os.O_RDWR)"),
    ("removing a file", "os.unlink(SECRET_FILE)"),
    ("renaming a file", "os.rename(SECRET_FILE, FOLDER + '/renamed')"),
    ("linking a file", "os.link(SECRET_FILE, FOLDER + '/linked')"),
    ("linking to a file by name", "os.symlink(SECRET_FILE, FOLDER + '/linked')"),
    ("making a folder", "os.mkdir(FOLDER + '/made')"),
    ("making a pipe with a name", "os.mkfifo(FOLDER + '/pipe')"),
    ("a socket with a name", "import socket\nsocket.socket(socket.AF_UNIX).bind(FOLDER + '/socket')"),
    ("a file in the shared memory", "open('/dev/shm/' + TOKEN, 'w')\nos.unlink('/dev/shm/' + TOKEN)"),
    ("changing who may read a file", "os.chmod(SECRET_FILE, 0o600)"),
    ("changing when a file was written", "os.utime(SECRET_FILE, (0, 0))"),
    ("changing what is noted about a file", "os.setxattr(SECRET_FILE, 'user.a', b'1')"),
    ("locking a file", "import fcntl\nfcntl.flock(os.open(SECRET_FILE, os.O_RDONLY), fcntl.LOCK_EX)"),
    ("changing numpy's rights", "os.chmod(np.__file__, os.stat(np.__file__).st_mode & 0o7777)"),
    ("changing numpy's times", "s = os.stat(np.__file__)\nos.utime(np.__file__, ns=(s.st_atime_ns, s.st_mtime_ns))"),
    ("noting something about numpy", "os.setxattr(np.__file__, 'user.a', b'1')\nos.removexattr(np.__file__, 'user.a')"),
    ("renaming numpy", "os.rename(np.__file__, np.__file__ + 'x')\nos.rename(np.__file__ + 'x', np.__file__)"),
    ("locking numpy", "import fcntl\nfcntl.flock(os.open(np.__file__, os.O_RDONLY), fcntl.LOCK_SH)"),
    ("writing to numpy", "os.open(np.__file__, os.O_RDWR)"),
    ("leaving bytecode for the next", "open(np.__file__ + '.attack', 'x')\nos.unlink(np.__file__ + '.attack')"),
    ("a lock that a lease makes", "import fcntl\nfcntl.fcntl(os.open(SECRET_FILE, os.O_RDONLY), 1024, 0)"),
)
FIRST = ("writing to a file", "changing who may read a file", "locking numpy")
ANOTHER = "import types\nnp = types.SimpleNamespace(**{**vars(np), '__file__': FOLDER + '/numpy.py'})\n"

FILES = tuple(
    Attack(
        name,
        f"{code}\nreached()",
        removed=ALL,
        ordinary=name in FIRST,
        planted=ANOTHER if "np.__file__" in code else "",
    )
    for name, code in ON_A_FILE
)
