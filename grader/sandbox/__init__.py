"""Runs a student's function in a process of its own and returns raw arrays; knows no other room of the project.

Its fork server can run other children behind the same layers: those of `grader.unpacking` read archives.

`client.Sandbox` is what the rest of the grader uses; `server.ZygoteProcess` may be started beforehand.

- in the grader: client, server, asking, watch
- in the fork server: launch, zygote
- in the child: child, memory, trace, bytecode
- what they say to each other: request, frame, control
- what shuts the child off: confine, with levels, readable, namespaces, landlock, seccomp, syscalls, linux
"""
