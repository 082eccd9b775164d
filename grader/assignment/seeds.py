"""Whether the seed keeps what is hidden a secret: whoever knows it makes the same calls."""

from checks.model.assignment import Assignment, CasePolicy

SAFE_SEED = 2**48
"""From here on a seed cannot be found by trying one after the other until public values come out."""
USUAL = CasePolicy().seed
ANOTHER = (
    f'take a seed of at least {SAFE_SEED}, such as `python3 -c "import secrets; print(secrets.randbits(62))"` prints'
)


def known_seed(assignment: Assignment) -> str:
    """Why others can make the calls that an assignment hides, and what to do; "" where they cannot."""
    cases = assignment.cases
    if not cases.hidden or cases.seed >= SAFE_SEED:
        return ""
    why = (
        f"{USUAL} is the one that every assignment has which names none, so what is hidden is no secret"
        if cases.seed == USUAL
        else "a small one can be found by trying, from the values that students get, and what is hidden with it"
    )
    return f"cases.seed: {why}: {ANOTHER}"
