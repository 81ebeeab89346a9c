"""What holds for accounts: names, times, states, and what is refused. Time and facts come in."""

import re
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from lk.account.devices import device_of
from lk.account.errors import (
    AccountError,
    AlreadyBlocked,
    AlreadyErased,
    Closed,
    EmailTaken,
    GrantOver,
    LinkRefused,
    LoginTaken,
    NoGround,
    NoSuchLetter,
    NotActive,
    NotBlocked,
    NothingToConfirm,
    NotResendable,
    NoTriesLeft,
    NotWaiting,
    PasswordRefused,
    SameEmail,
    StillWaiting,
    TooBusy,
    TooManyTries,
    UnknownUser,
    WrongCode,
    WrongEmail,
    WrongPassword,
    in_words,
)
from lk.contacts import parse_email

__all__ = [
    "AccountError",
    "AlreadyBlocked",
    "AlreadyErased",
    "Closed",
    "EmailTaken",
    "GrantOver",
    "LinkRefused",
    "LoginTaken",
    "NoGround",
    "NoSuchLetter",
    "NoTriesLeft",
    "NotActive",
    "NotBlocked",
    "NotResendable",
    "NotWaiting",
    "NothingToConfirm",
    "PasswordRefused",
    "SameEmail",
    "StillWaiting",
    "TooBusy",
    "TooManyTries",
    "UnknownUser",
    "WrongCode",
    "WrongEmail",
    "WrongPassword",
    "device_of",
    "in_words",
]

KINDS = {
    "person": "Физическое лицо",
    "organisation": "Юридическое лицо",
    "entrepreneur": "Индивидуальный предприниматель",
}
STATES = {
    "active": "Работает",
    "pending": "Ждет перехода по ссылке из письма",
    "waiting": "Ждет решения офиса",
    "blocked": "Закрыта",
    "erased": "Данные удалены",
}
# The documents of a consent.
TERMS, PERSONAL_DATA = "terms", "personal_data"

SHORTEST_LOGIN, LONGEST_LOGIN = 3, 50
LONGEST_NAME = 200

# Sessions: idle and whole life (OWASP ASVS 7.3), the resolution of «last seen», the list's memory.
IDLE = timedelta(minutes=30)
WHOLE_SESSION = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=5)
KNOWN_DEVICE = timedelta(days=180)
# «Запомнить меня»: rotating; the validator before stays good for tabs that were opened together.
REMEMBERED = timedelta(days=30)
PARALLEL_TABS = timedelta(seconds=60)

CONFIRMATION = timedelta(hours=24)
CANCELLATION = timedelta(days=7)
# A registration that nobody confirms lets its login go after this.
PENDING_KEPT = timedelta(days=7)
LINKS_KEPT = timedelta(days=30)

# After the withdrawal of the consent: when the thirtieth day begins (152-FZ art. 21 part 5), and
# how long before it a letter reminds of it.
ERASURE = timedelta(days=29)
ERASURE_WARNED = timedelta(days=7)

CODE_LIFE = timedelta(minutes=10)
CODE_TRIES = 5
CODE_LENGTH = 8
# Capital Latin letters and digits that nobody takes for each other: no 0 O, no 1 I L.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

_LOGIN = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?")
_LATIN, _CYRILLIC = re.compile(r"[a-z]", re.I), re.compile(r"[а-яё]", re.I)
_ALLOWED = re.compile(r"[a-zа-яё0-9._\-]*", re.I)


def login_problem(login: str) -> str | None:
    """Why this cannot be a login; None when it can.

    Letters of one alphabet (a Cyrillic «а» must not pass for a Latin one), digits, dot, hyphen,
    underscore; no @, so that a login is never taken for an address.
    """
    if not SHORTEST_LOGIN <= len(login) <= LONGEST_LOGIN:
        return f"Логин: нужно от {SHORTEST_LOGIN} до {LONGEST_LOGIN} знаков."
    if not _ALLOWED.fullmatch(login):
        return "Логин: подойдут буквы, цифры, точка, дефис и подчеркивание, без пробелов."
    if _LATIN.search(login) and _CYRILLIC.search(login):
        return "Логин: нужны либо только латинские буквы, либо только русские."
    if not _LOGIN.fullmatch(login):
        return "Логин: первым и последним знаком может быть только буква или цифра."
    return None


def login_key(login: str) -> str:
    """By this logins are compared: case does not matter."""
    return login.strip().casefold()


def greeting(kind: str, display_name: str) -> str:
    """How a page addresses the person: «Анна Сергеевна» of «Кедрова Анна Сергеевна».

    Anything but a surname with a name, and with or without a patronymic, stays as it is.
    """
    words = display_name.split()
    return " ".join(words[1:]) if kind == "person" and len(words) in {2, 3} else display_name


def email_key(email: str) -> str:
    return email.strip().casefold()


def clean_email(text: str) -> str:
    """The address in its normal form; raises WrongEmail when no letter leaves for it."""
    address = parse_email(text)
    if address is None:
        raise WrongEmail
    return address


def clean_code(text: str) -> str:
    """A code as typed: any case, spaces and hyphens do not matter."""
    return re.sub(r"[\s\-]", "", text).upper()


def ends_at(created_at: datetime, last_seen_at: datetime, now: datetime) -> datetime:
    """When a session is over, if the request at `now` is its last.

    «Last seen» is written every five minutes, so the end has that resolution too.
    """
    seen = now if is_seen_due(last_seen_at, now) else last_seen_at
    return min(seen + IDLE, created_at + WHOLE_SESSION)


def is_seen_due(last_seen_at: datetime, now: datetime) -> bool:
    return now - last_seen_at >= SEEN_EVERY


def network_of(address: str) -> str:
    """What counts as one sender: an IPv4 address, or the /64 that a provider gives a household."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)
