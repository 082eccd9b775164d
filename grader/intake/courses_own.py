"""What at the level of a class is the course's own, and nobody's work: it is called as such things are."""

import re

_WORDS = (
    "read ?me|licen[cs]e|assignment|exercise|handout|instructions?|notes?|solutions?|model|reference|starter|template"
    "|skeleton|rubric|roster|grades?|gradebook|feedback|results?|grading|graded|syllabus|main|makefile|tests?|data|datasets?"
    "|[a-z]{0,2}nist|images?|img|pictures?|figures?|plots?|assets|docs?|slides|scripts?|tools?|index"
)
_FOLDER = re.compile(rf"(?:{_WORDS}|(?:.*[ _.\-])?(?:starter|template)(?:[ _.\-]?code)?)", re.IGNORECASE | re.DOTALL)
_FILE = re.compile(rf"(?:\d+[ _.\-])?(?:{_WORDS})(?:[ _.\-]?\d*)?", re.IGNORECASE)
# Tables, settings, data, and what is left of a download that is not through.
_ENDING = re.compile(
    r"(?:csv|tsv|xlsx?|ods|md|toml|ya?ml|json|sqlite|db|css|js|npz|npy|log|ini|cfg|sh|bat|lnk|url|part|crdownload|tmp)",
    re.IGNORECASE,
)
_LOCK = "~$"  # what an office program leaves beside an open document


def is_courses_folder(name: str) -> bool:
    """Whether a folder or an archive, without its ending, is called as a course's own are."""
    return _FOLDER.fullmatch(name) is not None


def is_courses_file(name: str) -> bool:
    """Whether a loose file is called as those are that lie beside students' work."""
    before, dot, ending = name.rpartition(".")
    known = bool(dot) and _ENDING.fullmatch(ending) is not None
    return known or name.startswith(_LOCK) or _FILE.fullmatch(before or name) is not None
