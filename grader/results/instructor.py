"""The instructor's word on a student, under whatever name `overrides.csv` has the student."""

from grader.final_score import InstructorWord
from grader.results.anonymous import Pseudonyms
from grader.results.overrides import Overrides
from grader.roster.enrolment import Enrolment


class Instructor:
    """Says of each student of a class what stands in its overrides."""

    def __init__(self, said: Overrides, pseudonyms: Pseudonyms | None, enrolled: Enrolment | None) -> None:
        """`pseudonyms` are those of the folder of the results, whether they are shown or not; `enrolled` is None
        without a roster.
        """
        self._said, self._pseudonyms, self._enrolled = said, pseudonyms, enrolled

    def names(self, student: str) -> tuple[str, ...]:
        """What a student may be called: as in `grades.csv`, by the pseudonym, or as the roster calls nobody else."""
        pseudonym = (self._pseudonyms.of(student),) if self._pseudonyms else ()
        return (student, *pseudonym, *(self._enrolled.called.get(student, ()) if self._enrolled else ()))

    def of(self, student: str) -> InstructorWord:
        """What was said of a student; where two names disagree, the word on the first counts."""
        return self._said.of(*self.names(student))
