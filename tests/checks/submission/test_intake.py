from checks.model import Finding, Severity, Submission
from checks.submission.intake import CHECK


def test_what_was_taken_as_it_is_has_nothing_to_say() -> None:
    assert list(CHECK.inspect(Submission(name="ada", files={}, has_readme=True))) == []


def test_what_the_intake_has_to_say_is_what_the_check_finds() -> None:
    said = (
        Finding(check=CHECK.id, message="the archive `ada.zip` is empty"),
        Finding(check=CHECK.id, message="renamed on the way", severity=Severity.NOTE),
    )
    submission = Submission(name="ada", files={}, has_readme=False, intake=said)
    assert tuple(CHECK.inspect(submission)) == said
