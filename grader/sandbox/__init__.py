"""Runs a student's function in a process of its own and returns raw arrays; knows of the rest of the
project its words only, `checks.model`, and in the fork server and the child not even these.

Its fork server can run other children behind the same layers: those of `grader.unpacking` read archives.

`client.Sandbox` is what the rest of the grader uses; `server.ZygoteProcess` may be started beforehand.

- in the grader: client, server, asking, listening, observing; how long a trip may take: patience, cpu_clock
- in the fork server: launch, zygote
- in the child: child, builtin_names, sending, memory; trace, with bytecode, notes, scopes, library, threads
- what they say to each other: request, frame, control
- what shuts the child off: confine, with levels, readable, namespaces, landlock, seccomp, syscalls, linux
"""
