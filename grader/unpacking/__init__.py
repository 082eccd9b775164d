"""Reads archives with the standard library, in a process that is shut off and can be ended; started by the sandbox.

The grader's side is `grader.intake.archives`. Nothing that is sent from here is believed there.

- the process: child
- one kind of archive each: zips, tars, streams
- the archive's bytes, and what both sides say to each other: data, told
"""
