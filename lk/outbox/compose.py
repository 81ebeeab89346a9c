from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from flask import current_app

from lk.config import settings
from lk.outbox.models import Letter

Composer = Callable[[Letter, datetime], dict[str, Any]]

_composers: dict[str, Composer] = {}


class NoLongerNeeded(Exception):
    """Raised by a composer: the letter has lost its reason and is not sent."""


@dataclass(frozen=True)
class Composed:
    subject: str
    text: str
    html: str


def composes(purpose: str) -> Callable[[Composer], Composer]:
    """Register how letters of `purpose` get their facts.

    The composer runs at sending time in a transaction of its own, so it may make a code or a
    link's token and keep its hash. It returns the context of `mail/<purpose>.txt` and `.html`.
    """

    def register(composer: Composer) -> Composer:
        _composers[purpose] = composer
        return composer

    return register


def purposes() -> list[str]:
    return sorted(_composers)


def compose(letter: Letter, at: datetime) -> Composed:
    """The letter's subject and parts; raises NoLongerNeeded."""
    context = _composers[letter.purpose](letter, at)
    context |= {"link": link, "external_url": settings().external_url}
    path = f"mail/{letter.purpose.replace('.', '/')}"
    plain = current_app.jinja_env.get_template(f"{path}.txt")
    full = {**_globals(), **context}
    subject = "".join(plain.blocks["subject"](plain.new_context(full))).strip()
    text = plain.render(full).strip() + "\n"
    html = current_app.jinja_env.get_template(f"{path}.html").render({**full, "subject": subject})
    return Composed(subject, text, html)


def link(endpoint: str, **values: Any) -> str:
    """An absolute address; its host is LK_EXTERNAL_URL's, whatever a request said."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return urljoin(settings().external_url, path)


def _globals() -> dict[str, Any]:
    return {"company": current_app.extensions["company"]}
