"""A case told in sentences: to its applicant («вы», «мы»), and to the office.

The applicant's timeline says each happening by `sentence` and what comes next by `coming`; the
office reads the whole by `tell`. The words stand in `story_words`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Any

from lk.applications.statuses import status, status_label
from lk.applications.story_words import COMING, EVENTS, OFFICE_EVENTS, OFFICE_STATUSES, STATUSES
from lk.applications.turns import ago, long_day
from lk.applications.working_days import SHIPPED, Calendar

NBSP = "\N{NO-BREAK SPACE}"
# The way of an application that nothing stops.
MAIN_WAY = (
    "submitted", "registered", "review", "offer_posted", "contract", "works", "ready", "connected",
    "closed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer of a correction, as people read it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A change of status or another event of the case. `by`: «consumer:login», «office:name».

    `code` and `before` are statuses when `is_status`; else `code` is of the event. `facts` are
    those of the status. `comment`: the words that went along.
    """

    at: datetime
    by: str
    code: str
    is_status: bool
    before: str = ""
    comment: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[Difference, ...] = ()
    is_internal: bool = False

    @property
    def is_by_consumer(self) -> bool:
        return self.by.startswith("consumer:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the office's story needs of the case beside its happenings."""

    number: str
    title: str
    status: str
    whose_turn: str | None
    is_small: bool = False
    due_on: date | None = None
    assigned_to: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Another line for the office's story: of the audit, say. `text` is a whole sentence."""

    at: datetime
    text: str


def title(happening: Happening, *, is_small: bool) -> str:
    """The heading of a happening in the applicant's timeline."""
    if happening.is_status:
        return status_label(happening.code, is_small=is_small)
    return EVENTS.get(happening.code, ("Запись в деле", ""))[0]


def sentence(happening: Happening, *, is_small: bool) -> str:
    """What happened, for the applicant; «» where the title says it all."""
    if not happening.is_status:
        return EVENTS.get(happening.code, ("", ""))[1]
    return _filled(STATUSES[_key(happening, STATUSES, is_small=is_small)], happening.facts)


def coming(code: str, *, is_small: bool) -> tuple[tuple[str, str], ...]:
    """The stages that are still to come after this status: title and one sentence each."""
    if status(code).is_final:
        return ()
    here = "review" if code == "need_docs" else code
    place = MAIN_WAY.index(here) + (0 if code == "need_docs" else 1)
    return tuple((status_label(each, is_small=is_small), COMING[each]) for each in MAIN_WAY[place:])


def tell(
    case: Told,
    happenings: Sequence[Happening],
    *,
    zone: tzinfo,
    today: date,
    remarks: Iterable[Remark] = (),
    calendar: Calendar = SHIPPED,
) -> list[str]:
    """The whole case in sentences for the office, the oldest first; the last one says what it
    waits for. Internal events are told too; `remarks` are put where they belong in time.
    """
    lines = [(each.at, _office_sentence(each, case.is_small)) for each in happenings]
    lines += [(each.at, each.text) for each in remarks]
    lines.sort(key=lambda line: line[0])
    told = [f"{_moment(at, zone)}: {text}" for at, text in lines]
    begin = f"Заявка {case.number}. {case.title}."
    return [begin, *told, _now(case, today, calendar)]


def _office_sentence(happening: Happening, is_small: bool) -> str:
    if happening.is_status:
        words = OFFICE_STATUSES[_key(happening, OFFICE_STATUSES, is_small=is_small)]
        text = _filled(words, happening.facts)
    else:
        text = OFFICE_EVENTS.get(happening.code, f"Событие «{happening.code}».")
    return " ".join([text, *_details(happening), f"Кто: {_who(happening.by)}."])


def _details(happening: Happening) -> list[str]:
    found = []
    due = happening.facts.get("due") or happening.facts.get("term")
    if due:
        whose = status(happening.code).whose_turn if happening.is_status else None
        side = {"consumer": "заявителя", "company": "компании"}.get(whose or "", "")
        found.append(f"Срок {side} — до{NBSP}{_day(due)}.".replace("  ", " "))
    for each in happening.differences:
        found.append(f"{each.label}: было «{each.before}», стало «{each.after}».")
    if happening.comment:
        words = " ".join(happening.comment.split()).rstrip(".")
        found.append(f"Пояснение: «{words}».")
    return found


def _now(case: Told, today: date, calendar: Calendar) -> str:
    label = status_label(case.status, is_small=case.is_small)
    if case.whose_turn is None:
        return f"Сейчас: {label}. Работа по заявке завершена."
    side = "заявителем" if case.whose_turn == "consumer" else "компанией"
    text = f"Сейчас: {label}. Ход за {side}"
    if case.due_on is None:
        text += ", срок не установлен."
    elif case.due_on < today:
        text += f", срок прошел {ago(case.due_on, today=today, calendar=calendar)}."
    else:
        text += f" до{NBSP}{long_day(case.due_on)}"
    if case.assigned_to:
        text += f" Ведет {case.assigned_to}."
    return text


def _key(happening: Happening, known: Mapping[str, str], *, is_small: bool) -> str:
    """The most particular words that there are: by whom, of this very move, of small ones."""
    side = "consumer" if happening.is_by_consumer else "office"
    code = happening.code
    wanted = (f"{code}:{side}", f"{happening.before}>{code}", f"{code}:small" if is_small else "")
    return next((each for each in wanted if each in known), code)


def _filled(words: str, facts: Mapping[str, Any]) -> str:
    """Words with the facts in them; a piece in [brackets] is left out without its fact."""
    known = {
        name: _day(value) if name in {"date", "due", "term"} else f"{value}"
        for name, value in facts.items()
        if value not in (None, "")
    }
    known.setdefault("until", known.get("due", known.get("term", "")))
    text = ""
    for piece in words.replace("]", "[").split("["):
        try:
            filled = piece.format_map(known)
        except KeyError:
            continue
        if not ("{until}" in piece and not known["until"]):
            text += filled
    return text


def _who(by: str) -> str:
    side, _, name = by.partition(":")
    return f"заявитель, вход {name}" if side == "consumer" else name


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d.%m.%Y}"


def _moment(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%d.%m.%Y в %H:%M}"
