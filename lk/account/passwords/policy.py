"""What may be a password. Any characters, no composition rules (OWASP ASVS 6.2); pure."""

import re
from collections.abc import Iterable
from itertools import pairwise

from lk.account.errors import PasswordRefused
from lk.account.passwords.common import is_common, other_layout, plain

SHORTEST, LONGEST = 10, 128
MOST_BYTES = 4096
# So many letters and digits must be left when the known words are taken out.
OWN_PART = 6
SHORTEST_WORD = 3


def check_password(password: str, *, words: Iterable[str]) -> None:
    """Raises PasswordRefused when it cannot be a new password.

    `words` are what anybody would try first: the login, parts of the address, the phone, the
    company's words. The same for registration, change and recovery.
    """
    if len(password) < SHORTEST:
        raise PasswordRefused(
            f"Пароль: нужно не меньше {SHORTEST} знаков. Возьмите три-четыре слова."
        )
    if len(password) > LONGEST or len(password.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise PasswordRefused(f"Пароль: не больше {LONGEST} знаков.")
    if is_common(password) or _is_pattern(password):
        raise PasswordRefused(
            "Такой пароль подбирают первым. Возьмите три-четыре слова, не связанных друг с другом."
        )
    if _is_made_of(password, words):
        raise PasswordRefused(
            "Пароль не должен состоять из логина, адреса почты, телефона или слов о компании. "
            "Возьмите три-четыре других слова."
        )


def words_of(*, login: str, email: str, phone: str, company: Iterable[str]) -> list[str]:
    """The words that belong to one person and the company; parts of the address each alone."""
    parts = re.split(r"[^\w]+|_", f"{login} {email.partition('@')[0]}")
    return [login, email, email.partition("@")[0], phone[-10:], *parts, *company]


def _is_pattern(password: str) -> bool:
    """One short piece again and again, or neighbours in a row: «1212121212», «abcdefghij»."""
    text = plain(password)
    for size in range(1, 5):
        if (text[:size] * len(text))[: len(text)] == text:
            return True
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1})


def _is_made_of(password: str, words: Iterable[str]) -> bool:
    """Whether too little is left without the words, in either keyboard layout."""
    long_enough = {plain(word) for word in words if len(word) >= SHORTEST_WORD}
    known = sorted(long_enough, key=len, reverse=True)
    return any(
        _rest(text, known) < OWN_PART for text in {plain(password), other_layout(plain(password))}
    )


def _rest(text: str, known: list[str]) -> int:
    found = text
    for word in known:
        found = found.replace(word, " ")
    if found == text:
        return len(text)
    return len(re.findall(r"[^\W_]", found))
