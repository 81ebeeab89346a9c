"""The only clock: everything below the routes gets the time as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The calendar day in `zone` (the company's), which is what acts and numbers count by."""
    return now().astimezone(zone).date()
