"""Secrets that a browser or a letter carries: random, and kept here only as their sums."""

import hashlib
import hmac
import secrets

from lk.account.rules import CODE_ALPHABET, CODE_LENGTH


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Eight characters to be typed from a letter, 39 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def sum_of(token: str) -> str:
    """What the database keeps; so long a random text needs no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def is_sum_of(found: str | None, token: str) -> bool:
    return hmac.compare_digest(found or "", sum_of(token))
