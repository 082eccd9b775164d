"""The judges: source text or returned arrays in, findings out. No I/O, no processes.

`checks.pipeline` has them all in order; each check is a module of its own whose docstring is its page.
"""
