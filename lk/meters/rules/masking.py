"""What a second reader of a contract is shown of its past. The standard library only."""

from datetime import date

from lk.meters.rules.periods import before

NBSP = "\N{NO-BREAK SPACE}"


def masked(address: str) -> str:
    """The town alone: «г. Томск, …»; an index in front of it is left out."""
    parts = [part.strip() for part in address.split(",")]
    named = [part for part in parts[:-1] if part and not part.replace(" ", "").isdigit()]
    return f"{named[0]}, …" if named else "…"


def first_seen(sees_from: date | None) -> str:
    """The first whole month that is shown to whoever sees figures from that day on."""
    if sees_from is None:
        return ""
    month = f"{sees_from:%Y-%m}"
    return month if sees_from.day == 1 else before(month, -1)
