"""Looks at a page as axe does, for whoever reads it by ear, by keys, or with weak eyes."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def unsure(page: Page, least: int) -> list[str]:
    """What axe cannot tell of a page that is open, of which at least so much is right and nothing seriously wrong."""
    found = Axe().run(page).response
    assert len(found["passes"]) >= least
    serious = [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]][:3])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]
    assert serious == []
    return [violation["id"] for violation in found["incomplete"]]
