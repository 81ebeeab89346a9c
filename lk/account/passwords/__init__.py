"""Passwords: what may be one, and how it is kept. One door for all who set or check one."""

from lk.account.passwords.hashing import hash_password, is_outdated, matches, turn
from lk.account.passwords.policy import LONGEST, SHORTEST, check_password

__all__ = [
    "LONGEST",
    "SHORTEST",
    "check_password",
    "hash_password",
    "is_outdated",
    "matches",
    "turn",
]
