"""Numbers: what «12,5» and «1 234» mean, and what may not be guessed."""

import re
from decimal import Decimal

from lk.applications.catalogue.model import Field
from lk.applications.values.refused import Refused
from lk.applications.values.text import clean, straight

_GROUPED = re.compile(r"[0-9]{1,3}( [0-9]{3})+")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
# «1,234» may be a thousand or one and a bit; «0,234» is a fraction for sure.
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_LONGEST = 40


def parse_decimal(field: Field, raw: object) -> str | None:
    """Comma or dot, thousands set apart by spaces; text like «12.5» comes out."""
    text = straight(clean(field, raw))
    if not text:
        return None
    text = _ungrouped(text)
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise Refused("number", f"{field.name}: {_wanted(field)}")
    if _AMBIGUOUS.fullmatch(text):
        raise Refused(
            "ambiguous",
            f"{field.name}: непонятно, тысячи это или доли. Напишите, например, 1234 или 1,23",
        )
    number = Decimal(text.replace(",", "."))
    _check_places(field, text)
    _check_bounds(field, number)
    return plain(number)


def parse_integer(field: Field, raw: object) -> int | None:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    text = _ungrouped(straight(clean(field, raw)))
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,12}", text):
        raise Refused("number", f"{field.name}: нужно целое число, например 120")
    number = int(text)
    _check_bounds(field, Decimal(number))
    return number


def plain(number: Decimal) -> str:
    """«12.5», «150», «0»: no exponent, no zeros at the end."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if text != "-0" else "0"


def russian(number: Decimal) -> str:
    """«74 525,5»: thousands set apart by no-break spaces, a decimal comma."""
    whole, _, part = plain(number).partition(".")
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{grouped},{part}" if part else grouped


def _ungrouped(text: str) -> str:
    whole, mark, part = _split(text)
    if _GROUPED.fullmatch(whole):
        return whole.replace(" ", "") + mark + part
    return text


def _split(text: str) -> tuple[str, str, str]:
    for mark in ",.":
        if mark in text:
            return text.partition(mark)
    return text, "", ""


def _wanted(field: Field) -> str:
    if field.above_zero:
        return "нужно число больше нуля, например 12,5"
    return "нужно число, например 12,5"


def _check_places(field: Field, text: str) -> None:
    places = len(re.split(r"[.,]", text)[-1]) if re.search(r"[.,]", text) else 0
    if places > field.places:
        raise Refused("places", f"{field.name}: не больше {field.places}\u00a0знаков после запятой")


def _check_bounds(field: Field, number: Decimal) -> None:
    if field.above_zero and number <= 0:
        raise Refused("minimum", f"{field.name}: {_wanted(field)}")
    if field.minimum is not None and number < field.minimum:
        raise Refused("minimum", f"{field.name}: не меньше {russian(field.minimum)}")
    if field.maximum is not None and number > field.maximum:
        raise Refused("maximum", f"{field.name}: не больше {russian(field.maximum)}")
