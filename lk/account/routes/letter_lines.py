"""A letter as its reader sees it in «Мои письма»: what became of it, in words."""

from dataclasses import dataclass
from datetime import datetime

from lk.account.topics import kind_of, masked
from lk.outbox import Letter
from lk.web.filters import moment

_WHY = {
    "address": "почтовый сервер не принимает этот адрес",
    "server": "почтовый сервер не ответил или не принял письмо",
    "ours": "письмо не удалось составить, мы разберемся",
}
_ADVICE = {
    "address": "Проверьте адрес в «Моих данных», затем отправьте письмо еще раз.",
    "server": "Отправьте письмо еще раз.",
    "ours": "То же самое можно прочитать в личном кабинете.",
}


@dataclass(frozen=True)
class Said:
    """What became of a letter: a word with its tone, and more where something is to be said."""

    label: str
    tone: str
    more: str = ""


@dataclass(frozen=True)
class LetterLine:
    number: int
    title: str
    at: datetime
    address: str
    state: Said
    may_be_resent: bool
    has_secret: bool


def line_of(letter: Letter) -> LetterLine:
    kind = kind_of(letter.purpose)
    is_over = letter.state in _OVER
    return LetterLine(
        number=letter.id,
        title=letter.subject or kind.title,
        at=letter.created_at,
        address=masked(letter.recipient),
        state=said(letter),
        may_be_resent=kind.can_be_resent and is_over,
        has_secret=not kind.can_be_resent and is_over,
    )


def said(letter: Letter) -> Said:
    if letter.state == "waiting" and letter.reason:
        again = f" Попробуем еще раз {moment(letter.due_at)}." if letter.due_at else ""
        return Said("Еще не отправлено", "wait", f"Пока {_WHY[letter.reason]}.{again}")
    if letter.state == "failed":
        why = _WHY[letter.reason]
        return Said("Не отправлено", "bad", f"{why.capitalize()}. {_ADVICE[letter.reason]}")
    if letter.state == "sent":
        return Said("Отправлено", "ok", moment(letter.sent_at))
    return _PLAIN[letter.state]


_OVER = {"sent", "failed", "muted"}
_PLAIN = {
    "waiting": Said("Ждет отправки", "info", "Обычно это несколько секунд."),
    "unneeded": Said("Не понадобилось", "info", "Пока письмо ждало, повод для него отпал."),
    "muted": Said("Отключено", "info", "Не отправлено: вы отключили такие письма."),
}
