"""Runs a student's function in a process of its own and returns raw arrays; knows no other room of the project.

`client.Sandbox` is what the rest of the grader uses; `server.ZygoteProcess` may be started beforehand.
"""
