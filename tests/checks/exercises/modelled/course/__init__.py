"""What a course on numpy asks: each with a model solution, right programs written oddly, and wrong ones."""

from tests.checks.exercises.modelled.course.images import IMAGES
from tests.checks.exercises.modelled.course.matrices import MATRICES
from tests.checks.exercises.modelled.course.numbers import NUMBERS
from tests.checks.exercises.modelled.course.sequences import SEQUENCES

COURSE = {**SEQUENCES, **MATRICES, **IMAGES, **NUMBERS}
