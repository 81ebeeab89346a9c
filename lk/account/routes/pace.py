"""How often somebody signed out may ask for what costs a letter or a hash."""

from datetime import timedelta

from flask import request
from flask.typing import ResponseReturnValue

from lk import limits
from lk.account import rules
from lk.account.presence import address
from lk.clock import now
from lk.web.hypermedia import render
from lk.web.transactions import Stop

REGISTRATIONS = limits.Limit("registration", tries=30, per=timedelta(minutes=10), is_flat=True)
# Letters to one mailbox wait longer and longer, but never for good; its owner may be in need.
LETTERS = limits.Limit(
    "letters.mailbox", tries=5, per=timedelta(days=1), first_delay=timedelta(minutes=2)
)
LETTERS_ASKED = limits.Limit("letters.address", tries=30, per=timedelta(hours=1), is_flat=True)


def refuse_floods() -> None:
    """At most so many registrations from one network; raises Stop."""
    if wait := limits.take([(REGISTRATIONS, rules.network_of(address()))], now()):
        raise Stop(too_many(rules.TooManyTries(wait)))


def wait_for_letter(email: str) -> None:
    """Count one letter to this mailbox, known or not; raises TooManyTries."""
    purpose = f"{request.endpoint} {rules.email_key(email)}"
    pairs = [(LETTERS, purpose), (LETTERS_ASKED, rules.network_of(address()))]
    if wait := limits.take(pairs, now()):
        raise rules.TooManyTries(wait)


def too_many(error: rules.TooManyTries) -> ResponseReturnValue:
    return render("account/wait.html", error=error, status=429)
