"""From a folder to an `Assignment`; what is wrong with it is said in one line that names the file and the key."""

from grader.assignment.loading import AssignmentError, load

__all__ = ["AssignmentError", "load"]
