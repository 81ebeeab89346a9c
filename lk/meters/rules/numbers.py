"""A reading as people type it. The standard library only."""

import re
from decimal import Decimal

MOST_PLACES = 4
LONGEST = 40
NBSP = "\N{NO-BREAK SPACE}"

# A blank, no-break, thin, figure or narrow space: between thousands, or around the number.
SPACE = "[ \t\N{NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{NARROW NO-BREAK SPACE}]"
WHOLE = re.compile(rf"[0-9]+|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+")
SPACES = re.compile(SPACE)


class NotANumber(ValueError):
    """The text is no reading. `code`: empty, sign, ambiguous, places, long or other."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def parse_value(text: str) -> Decimal:
    """«74 525», «74525,5» or «74525.5»; raises NotANumber with words that say what to do.

    `1,234` is refused: nobody knows whether it is 1234.
    """
    typed = text.strip()
    if not typed:
        raise NotANumber("empty", "Впишите показание: цифры, которые видны на счетчике.")
    if len(typed) > LONGEST:
        raise NotANumber("long", "Слишком много знаков: впишите только цифры со счетчика.")
    if typed[0] in "-−–—+":
        raise NotANumber("sign", "Показание не бывает со знаком: впишите только цифры.")
    head, mark, tail = _parts(typed)
    if not WHOLE.fullmatch(head) or (mark and not re.fullmatch("[0-9]+", tail)):
        raise NotANumber("other", "Нужно одно число цифрами, например 12345 или 12345,6.")
    if _is_ambiguous(head, tail):
        whole, part = f"{head}{tail}", f"{head},{tail}0"
        advice = f"Непонятно, что значит «{typed}»: напишите {whole} или {part}."
        raise NotANumber("ambiguous", advice)
    if len(tail) > MOST_PLACES:
        raise NotANumber("places", f"После запятой — не больше {MOST_PLACES} цифр.")
    return Decimal(f"{SPACES.sub('', head)}.{tail or 0}").normalize() + 0


def _parts(typed: str) -> tuple[str, str, str]:
    """Before the comma, the comma, after it; two commas leave a head that is no number."""
    at = max(typed.rfind(","), typed.rfind("."))
    return (typed[:at], typed[at], typed[at + 1 :]) if at >= 0 else (typed, "", "")


def _is_ambiguous(head: str, tail: str) -> bool:
    """One mark before exactly three digits may part thousands, if no more than three are before."""
    return len(tail) == 3 and len(head) <= 3 and head != "0"


def shown(value: Decimal) -> str:
    """«74 525,5»."""
    plain = f"{value:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain.replace(",", NBSP).replace(".", ",")


def in_digits(count: int) -> str:
    """«5 цифр»."""
    return f"{count}{NBSP}{'цифра' if count == 1 else 'цифры' if 1 < count < 5 else 'цифр'}"
