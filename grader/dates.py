"""Time zones by name, and the moment that a date means."""

from datetime import UTC, datetime, tzinfo
from typing import Literal


class TimeZoneError(Exception):
    """There is no such zone, or this machine does not know it."""


def time_zone(name: str) -> tzinfo:
    """The zone with this IANA name; UTC is known everywhere.

    Raises:
        TimeZoneError: there is none.
    """
    from zoneinfo import ZoneInfo

    try:
        return UTC if name == "UTC" else ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # the name is looked up as a path
        raise TimeZoneError(name) from error


def moment(date: datetime, name: str, which: Literal["earliest", "latest"]) -> datetime:
    """The moment that a date means, in UTC: moments can be subtracted, dates of one zone cannot where its clock is set.

    A date that says no zone is in the one with this name. When a clock is set back, an hour of it comes twice, and when
    it is set forward, one is left out: of the two moments that such a date may mean, the one asked for is taken.

    Raises:
        TimeZoneError: there is no such zone.
    """
    here = date if date.tzinfo else date.replace(tzinfo=time_zone(name))
    moments = [_in_utc(here.replace(fold=fold)) for fold in (0, 1)]
    return min(moments) if which == "earliest" else max(moments)


def _in_utc(date: datetime) -> datetime:
    """The same moment; one that is before the first date or after the last becomes that date."""
    try:
        return date.astimezone(UTC)
    except OverflowError:
        end = datetime.min if date.year == datetime.min.year else datetime.max
        return end.replace(tzinfo=UTC)
