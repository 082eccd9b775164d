"""Time zones by name."""

from datetime import UTC, datetime, tzinfo


class ZoneError(Exception):
    """There is no such zone, or this machine does not know it."""


def zone(name: str) -> tzinfo:
    """The zone with this IANA name; UTC is known everywhere.

    Raises:
        ZoneError: there is none.
    """
    from zoneinfo import ZoneInfo

    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # the name is looked up as a path
        raise ZoneError(name) from error


def in_zone(date: datetime, name: str) -> datetime:
    """A date with its own zone, or with this one where it says none. Errors are those of `zone`."""
    return date if date.tzinfo else date.replace(tzinfo=zone(name))
