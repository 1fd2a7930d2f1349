"""Moments and local days: a workout's week is counted on the day that the lifter saw on the wall."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

ZONES = frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA time zone, such as Europe/Berlin."""
    return name in ZONES


def local_day(moment: datetime, zone: str) -> date:
    """The calendar day of an aware `moment` in the time zone `zone`."""
    return moment.astimezone(ZoneInfo(zone)).date()


def read_moment(written: str, zone: str) -> datetime:
    """ISO 8601 with or without an offset, or a date, as UTC; without an offset it is wall-clock time in `zone`.

    ValueError for anything else, and for a moment that UTC's calendar does not hold.
    """
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else from_wall_clock(moment, zone)
    except OverflowError:
        raise ValueError(written) from None


def from_wall_clock(naive: datetime, zone: str) -> datetime:
    """A wall-clock time in `zone` as UTC.

    An hour that a clock change skips is read with the offset before it, an hour that comes twice as the first of the
    two, so that a night of clock change never refuses a workout.
    """
    return naive.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
