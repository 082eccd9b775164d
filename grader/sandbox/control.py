"""What the grader and the fork server say to each other, beside the frames that come from the child.

When it is ready the fork server sends one byte, the index of the layers it took, or NONE_OF_THEM or NOT_KNOWN and
why. A trip is asked for with TRIP and its descriptors: the request, the inputs, the channel, the output, the control.
On the control the grader may send KILL, and the fork server sends STATUS when the child has ended, however that was.
It may ask with LOOK before: the answer is a STATUS of something RUNNING, with the CPU time that it has had.
"""

import struct

NONE_OF_THEM, NOT_KNOWN = 255, 254
TRIP = b"T"
DESCRIPTORS = 5
KILL, LOOK = b"K", b"L"
RUNNING = -1  # in the place of a wait status
UNKNOWN = -1.0  # CPU seconds, where the system does not tell
STATUS = struct.Struct("=iddQ")  # wait status, user and system CPU seconds, resident bytes, from wait4(2)
