"""What was typed is a try: it is counted before anybody looks, and too many of them wait."""

from collections.abc import Callable
from datetime import timedelta
from math import ceil

from flask import Response
from wtforms import Form

from lk.clock import now
from lk.company import company
from lk.meters.alarm import tell_of_guessing
from lk.meters.service import guessing
from lk.web.filters import in_words, plural
from lk.web.transactions import Stop

Page = Callable[[int], Response]


def count(guess: guessing.Guess, form: Form, page: Page, instead: str) -> None:
    """Raises Stop with `page(429)` when there were too many; `instead`: what the office does."""
    at = now()
    wait = guessing.admit(guess, at=at)
    if wait is None:
        return
    if wait.is_for_all:
        tell_of_guessing(at=at)
    form.form_errors.append(
        f"Слишком много попыток. Попробуйте через {_words(wait.left)} или позвоните:"
        f" {company().charges_phone.number}, {instead}."
    )
    answer = page(429)
    answer.headers["Retry-After"] = str(ceil(wait.left.total_seconds()))
    raise Stop(answer)


def _words(wait: timedelta) -> str:
    """«12 минут», «5 часов», «30 дней»."""
    days = ceil(wait / timedelta(days=1))
    return plural(days, "день,дня,дней") if days > 2 else in_words(wait)
