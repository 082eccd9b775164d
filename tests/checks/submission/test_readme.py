from checks.model import Severity, Submission
from checks.submission.readme import CHECK


def test_a_folder_with_a_readme_is_fine() -> None:
    assert list(CHECK.inspect(Submission(name="ada", files={}, has_readme=True))) == []


def test_a_missing_readme_is_a_warning() -> None:
    (finding,) = CHECK.inspect(Submission(name="ada", files={}, has_readme=False))
    assert finding.check == CHECK.id == "readme"
    assert finding.severity is Severity.WARNING
    assert "README.md" in finding.message
