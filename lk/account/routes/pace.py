"""How often somebody may ask for what costs a letter or a hash."""

from datetime import timedelta

from flask import request

from lk import limits
from lk.account import rules, service
from lk.account.presence import address
from lk.clock import now

REGISTRATIONS = limits.Limit("registration", tries=30, per=timedelta(minutes=10), is_flat=True)
# Letters to one mailbox wait longer and longer, but never for good; its owner may be in need.
LETTERS = limits.Limit(
    "letters.mailbox", tries=5, per=timedelta(days=1), first_delay=timedelta(minutes=2)
)
LETTERS_AGAIN = limits.Limit("letters.again", tries=5, per=timedelta(hours=1), is_flat=True)
LETTERS_ASKED = limits.Limit("letters.address", tries=30, per=timedelta(hours=1), is_flat=True)


def wait_for_letter(email: str, *, user_id: int | None = None) -> None:
    """Count one letter to this mailbox, known or not; raises TooManyTries.

    `user_id`: whoever is signed in has one count for all the mailboxes they name.
    """
    pairs = [(LETTERS, _purpose(rules.email_key(email))), (LETTERS_ASKED, _network())]
    if user_id is not None:
        pairs.append((LETTERS, _purpose(f"user:{user_id}")))
    service.count_tries(pairs=pairs, at=now())


def wait_for_registration(email: str) -> None:
    """The same for the letter of a registration, and at most so many from one network."""
    pairs = [(LETTERS, _purpose(rules.email_key(email))), (REGISTRATIONS, _network())]
    service.count_tries(pairs=pairs, at=now())


def wait_for_repeat(user_id: int) -> None:
    """Count one letter that the person asks for once more; raises TooManyTries."""
    service.count_tries(pairs=[(LETTERS_AGAIN, str(user_id))], at=now())


def _purpose(subject: str) -> str:
    return f"{request.endpoint} {subject}"


def _network() -> str:
    return rules.network_of(address())
