"""The first draft of an assignment: model solutions in, the texts of a whole folder out. No solution is run."""

from grader.drafting.draft import Draft, draft, example
from grader.drafting.marks import MARK, marked
from grader.drafting.solutions import DraftError, Solution, read
from grader.drafting.writing import write

__all__ = ["MARK", "Draft", "DraftError", "Solution", "draft", "example", "marked", "read", "write"]
