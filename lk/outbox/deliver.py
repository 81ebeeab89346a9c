import logging
import smtplib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from lk import mail
from lk.clock import now
from lk.config import settings
from lk.db import begin_write, db
from lk.outbox import service
from lk.outbox.compose import File, Muted, NoLongerNeeded, compose
from lk.outbox.models import LONGEST_SUBJECT, Letter

log = logging.getLogger("lk.outbox")


def deliver_due(*, most: int = 100) -> int:
    """Send the letters that are due, at most `most`; returns how many were taken.

    Three short transactions a letter: lease, compose (codes are made here), mark. A crash between
    the server's answer and the mark repeats one letter, under the same Message-ID.
    """
    for taken in range(most):
        begin_write()
        letter = service.lease_next(at=now())
        letter_id = letter.id if letter else None
        db.session.commit()
        if letter_id is None:
            return taken
        _deliver(letter_id)
    return most


def _deliver(letter_id: int) -> None:
    try:
        post = _composed(letter_id)
        mail.send(post)
    except Muted:
        _finish(letter_id, "muted")
    except NoLongerNeeded:
        _finish(letter_id, "unneeded")
    except (OSError, smtplib.SMTPException) as error:
        _finish(letter_id, "failed", f"{type(error).__name__}: {error}")
    except Exception as error:  # one broken letter must not stop the others
        log.exception("letter %s cannot be composed", letter_id)
        _finish(letter_id, "failed", type(error).__name__)
    else:
        _finish(letter_id, "sent")


def _composed(letter_id: int) -> mail.Post:
    """The letter made ready in its own transaction, which is over before the server is asked."""
    begin_write()
    letter, at = db.session.get_one(Letter, letter_id), now()
    composed = compose(letter, at)
    letter.subject = composed.subject[:LONGEST_SUBJECT]
    post = mail.Post(
        to=letter.recipient,
        subject=composed.subject,
        text=composed.text,
        html=composed.html,
        message_id=message_id(letter),
        name=f"{letter_id:06d}-{letter.purpose}",
        at=at,
        unsubscribe=composed.unsubscribe,
    )
    db.session.commit()
    return replace(post, attachments=_made(composed.files, letter_id))


def _made(files: Sequence[File], letter_id: int) -> list[mail.Attachment]:
    """A file that cannot be made keeps no letter back."""
    found = []
    for each in files:
        try:
            found.append(mail.Attachment(each.name, each.content_type, each.make()))
        except Exception:
            log.exception("a file of letter %s cannot be made", letter_id)
    return found


def _finish(letter_id: int, outcome: str, error: str = "") -> None:
    begin_write()
    letter, at = db.session.get_one(Letter, letter_id), now()
    if outcome == "sent":
        service.mark_sent(letter, at=at)
    elif outcome == "unneeded":
        service.mark_unneeded(letter, at=at)
    elif outcome == "muted":
        service.mark_muted(letter, at=at)
    else:
        service.mark_failed(letter, error=error, at=at)
    db.session.commit()
    log.info("letter %s %s", letter_id, outcome)


def message_id(letter: Letter) -> str:
    """The same at every try of this letter, so that mailboxes fold a repeated one."""
    host = urlsplit(settings().external_url).hostname or "localhost"
    stamp = f"{letter.created_at:%Y%m%d%H%M%S}"
    return f"<{stamp}.{letter.id}.{letter.purpose}@{host}>"


def oldest_waiting(at: datetime) -> float:
    """Seconds that the oldest unsent letter has been waiting; 0 when none does."""
    letters = service.letters(state="waiting", limit=1000)
    return max(((at - letter.created_at).total_seconds() for letter in letters), default=0.0)
