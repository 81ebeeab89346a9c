"""Words and moments as papers print them."""

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

NBSP = "\N{NO-BREAK SPACE}"
NOT_GIVEN = "—"


def printable(text: str) -> str:
    """The text without what no paper can show: controls, bidi marks, halves of characters."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if _is_printed(sign))


def day_and_time(at: datetime, zone: ZoneInfo) -> str:
    """24.11.2026 в 12:04:31 (UTC+07:00): by whose clock stands beside it."""
    local = at.astimezone(zone)
    offset = local.strftime("%z")
    return f"{local:%d.%m.%Y в %H:%M:%S} (UTC{offset[:3]}:{offset[3:]})"


def day(at: datetime, zone: ZoneInfo) -> str:
    """24.11.2026."""
    return f"{at.astimezone(zone):%d.%m.%Y}"


def _is_printed(sign: str) -> bool:
    return sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
