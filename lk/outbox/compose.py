from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from flask import current_app

from lk.config import settings
from lk.outbox.models import Letter

Composer = Callable[[Letter, datetime], dict[str, Any]]

TopicOf = Callable[[Letter], "Topic | None"]

_composers: dict[str, Composer] = {}
_topic_of: list[TopicOf] = []


class NoLongerNeeded(Exception):
    """Raised by a composer: the letter has lost its reason and is not sent."""


class Muted(NoLongerNeeded):
    """The one it is for has switched such letters off."""


@dataclass(frozen=True)
class Topic:
    """What a letter is about, when such letters can be switched off, and whether they are.

    `address` is where its reader switches them off without a sign-in, by a POST alone (RFC 8058).
    """

    title: str
    is_muted: bool
    address: str = ""


@dataclass(frozen=True)
class File:
    """A file that goes with a letter. `make` gives its bytes when the transaction is over, so it
    asks the database nothing.
    """

    name: str
    content_type: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Composed:
    subject: str
    text: str
    html: str
    files: Sequence[File] = ()
    unsubscribe: str = ""


def composes(purpose: str) -> Callable[[Composer], Composer]:
    """Register how letters of `purpose` get their facts.

    The composer runs at sending time in a transaction of its own, so it may make a code or a
    link's token and keep its hash. It returns the context of `mail/<purpose>.txt` and `.html`;
    `files` in it are the `File`s that go with the letter.
    """

    def register(composer: Composer) -> Composer:
        _composers[purpose] = composer
        return composer

    return register


def knows_topics(topic_of: TopicOf) -> TopicOf:
    """Register who knows which letters can be switched off; None: this one always goes."""
    _topic_of[:] = [topic_of]
    return topic_of


def purposes() -> list[str]:
    return sorted(_composers)


def compose(letter: Letter, at: datetime) -> Composed:
    """The letter's subject and parts; raises NoLongerNeeded, and Muted, which is one too."""
    topic = _topic_of[0](letter) if _topic_of else None
    if topic and topic.is_muted:
        raise Muted
    context = _composers[letter.purpose](letter, at)
    context |= {"link": link, "external_url": settings().external_url, "topic": topic}
    path = f"mail/{letter.purpose.replace('.', '/')}"
    plain = current_app.jinja_env.get_template(f"{path}.txt")
    full = {**_globals(), **context}
    subject = "".join(plain.blocks["subject"](plain.new_context(full))).strip()
    text = plain.render(full).strip() + "\n"
    html = current_app.jinja_env.get_template(f"{path}.html").render({**full, "subject": subject})
    return Composed(
        subject, text, html, context.get("files", ()), unsubscribe=topic.address if topic else ""
    )


def link(endpoint: str, **values: Any) -> str:
    """An absolute address; its host is LK_EXTERNAL_URL's, whatever a request said."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return urljoin(settings().external_url, path)


def _globals() -> dict[str, Any]:
    return {"company": current_app.extensions["company"]}
