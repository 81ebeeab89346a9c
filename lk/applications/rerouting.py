"""From one kind of application to another: when the power or the reliability leads there, why, what
changes, and the answers taken along.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lk.applications.bounds import Breach, breach_of, members_of, total_of, wants_two_sources
from lk.applications.catalogue import SHIPPED, Answers, Category, Kind, Options, Value, kind
from lk.applications.catalogue.dictionaries import FOR_TWO_SOURCES, TWO_SOURCES
from lk.applications.catalogue.model import Field
from lk.applications.reading import Reading, read_all
from lk.applications.values.quantities import russian

NBSP = "\u00a0"
HOUSEHOLD = "household"
SMALLEST, LARGER = "15", "150"


@dataclass(frozen=True, slots=True)
class Changes:
    """Labels of questions and titles of documents that come and go with the other kind."""

    asked: tuple[str, ...]
    not_asked: tuple[str, ...]
    documents: tuple[str, ...]
    not_documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """The kind that these answers belong to, and why. `title` is the whole one, `category` how
    figure 9 calls its power. One that is not needed is only easier: the kind of now fits as well.
    """

    kind_code: str
    title: str
    category: str
    reason: str
    changes: Changes
    is_needed: bool = True


def offer(
    from_kind: Kind,
    answers: Answers,
    *,
    options: Options = SHIPPED,
    reading: Reading | None = None,
) -> Offer | None:
    """What to move to, or None while the kind fits. Answers may be raw or parsed; `reading`: they
    as read, where that is at hand.

    A kind does not fit when the whole power lies outside of its category, or when reliability I
    or II is wanted (`reliability` among the answers) where there is one source only.
    """
    opened = _opened(from_kind, answers, reading)
    breach = breach_of(from_kind, opened)
    two_sources = wants_two_sources(opened)
    if breach is None and not (two_sources and _is_single(from_kind)):
        return None
    code = f"{from_kind.group.code}-{_category(from_kind, opened)}"
    target = kind(code, options)
    return Offer(
        kind_code=target.code,
        title=target.title,
        category=target.category.title,
        reason=_reason(from_kind, target, opened, breach),
        changes=changes(from_kind, target, answers),
    )


def easier(
    from_kind: Kind,
    answers: Answers,
    *,
    options: Options = SHIPPED,
    reading: Reading | None = None,
) -> Offer | None:
    """The kind of up to 15 kW, when that is all that is wanted and the kind of now takes more.

    Of a person's power it has to be known that it is for the household.
    """
    opened, group = _opened(from_kind, answers, reading), from_kind.group.code
    total = total_of(opened)
    is_larger = from_kind.category.code == LARGER and not wants_two_sources(opened)
    if not is_larger or total is None or _category(from_kind, opened) != SMALLEST:
        return None
    if group == "fl" and opened.get("load_kind") != HOUSEHOLD:
        return None
    target = kind(f"{group}-{SMALLEST}", options)
    return Offer(
        kind_code=target.code,
        title=target.title,
        category=target.category.title,
        reason=f"Всего {russian(total)}{NBSP}кВт: подойдет и заявка «{target.category.title}».",
        changes=changes(from_kind, target, answers),
        is_needed=False,
    )


def for_two_sources(from_kind: Kind, reading: Reading) -> Category | None:
    """Where reliability I and II are asked; None of a kind that asks itself."""
    if not _is_single(from_kind):
        return None
    wished: Answers = {**reading.open, "reliability": TWO_SOURCES[0]}
    return kind(f"{from_kind.group.code}-{_category(from_kind, wished)}").category


def changes(from_kind: Kind, to_kind: Kind, answers: Answers) -> Changes:
    """What is asked, and which documents are called for, in one of the kinds only."""
    before, after = (
        read_all(from_kind, answers),
        read_all(to_kind, carry(from_kind, to_kind, answers)),
    )
    asked_before = [field for field in from_kind.fields if field.key in before.shown]
    asked_after = [field for field in to_kind.fields if field.key in after.shown]
    slots_before = {s.code: s.title for s in from_kind.documents if s.is_shown(before.open)}
    slots_after = {s.code: s.title for s in to_kind.documents if s.is_shown(after.open)}
    return Changes(
        asked=_new_labels(asked_after, asked_before),
        not_asked=_new_labels(asked_before, asked_after),
        documents=tuple(slots_after[code] for code in slots_after if code not in slots_before),
        not_documents=tuple(slots_before[code] for code in slots_before if code not in slots_after),
    )


def carry(from_kind: Kind, to_kind: Kind, answers: Answers) -> dict[str, Value]:
    """All answers as they were typed, those too that the new kind does not ask, so that coming
    back finds them; an answer whose choice the new kind does not have is a problem of its field.
    Added are what the old kind said by itself (reliability III) and defaults of the new one.
    """
    kept = dict(answers)
    for field in to_kind.fields:
        old = from_kind.by_key.get(field.key)
        if field.type == "readonly":
            continue
        if field.type == "repeat" and old is not None:
            kept[field.key] = _rows(old, field, kept.get(field.key))
        elif not kept.get(field.key) and (known := (old and old.fixed) or field.default):
            kept[field.key] = known
    return {key: value for key, value in kept.items() if key in answers or value is not None}


def _rows(old: Field, new: Field, rows: Value) -> Value:
    """Rows with what the old kind said in each of them."""
    if not isinstance(rows, list):
        return rows
    asked = {column.key for column in new.fields if column.type != "readonly"}
    fixed: dict[str, Value] = {
        column.key: column.fixed for column in old.fields if column.fixed and column.key in asked
    }
    return [
        row | {key: value for key, value in fixed.items() if any(row.values()) and not row.get(key)}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _is_single(from_kind: Kind) -> bool:
    """Whether the kind knows one source of power only."""
    return from_kind.field("reliability").fixed != ""


def _opened(from_kind: Kind, answers: Answers, reading: Reading | None) -> Answers:
    """Parsed answers that count, and the wish for two sources where nobody asks about it."""
    opened = dict((reading or read_all(from_kind, answers)).open)
    if wants_two_sources(answers):
        opened["reliability"] = answers["reliability"]
    return opened


def _category(from_kind: Kind, opened: Answers) -> str:
    total = total_of(opened)
    if total is not None and total >= 670:
        return "670p"
    if wants_two_sources(opened) or total is None or total > 150:
        return "670"
    is_household = opened.get("load_kind") in {HOUSEHOLD, None}
    is_smallest = total <= 15 and (from_kind.group.code != "fl" or is_household)
    return SMALLEST if is_smallest else LARGER


def _reason(from_kind: Kind, target: Kind, opened: Answers, breach: Breach | None) -> str:
    move = f"нужна заявка «{target.category.title}»"
    if breach is None or (wants_two_sources(opened) and _is_single(from_kind)):
        return f"{FOR_TWO_SOURCES}: {move}."
    total = total_of(opened) or Decimal(0)
    why = f"Всего {russian(total)}{NBSP}кВт — это {_than(from_kind, opened, breach)}: {move}."
    is_temporary = from_kind.category.longest_months is not None
    return f"{why} Больше временно не присоединяют." if is_temporary else why


def _than(from_kind: Kind, opened: Answers, breach: Breach) -> str:
    """«больше 15 кВт», «не меньше 670 кВт»: which bound is broken, and how."""
    category, members = from_kind.category, members_of(opened)
    bounds: Iterable[tuple[str, Decimal | None]] = (
        (("больше", category.at_most), ("не меньше", category.below))
        if breach == "over"
        else (("не больше", category.above), ("меньше", category.at_least))
    )
    word, bound = next((word, bound) for word, bound in bounds if bound is not None)
    if members > 1 and breach == "over":
        return f"{word} {russian(bound * members)}{NBSP}кВт на всех членов"
    return f"{word} {russian(bound)}{NBSP}кВт"


def _new_labels(fields: Iterable[Field], known: Iterable[Field]) -> tuple[str, ...]:
    keys = {field.key for field in known}
    return tuple(field.label for field in fields if field.key not in keys)
