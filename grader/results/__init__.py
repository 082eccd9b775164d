"""Everything in the folder of the results, made from the journal: tables, students' files, the figures of the class."""

from grader.results.files import ResultsError
from grader.results.making import Made, make
from grader.tables import TableError

__all__ = ["Made", "ResultsError", "TableError", "make"]
