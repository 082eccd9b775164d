"""The grader: runs the checks on submissions and reports what they found."""

__version__ = "0.2.0"
