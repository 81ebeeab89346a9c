"""Whom to remind of readings, and of which meters: one letter to a person in a window."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    literal,
    select,
    update,
)

from lk import outbox
from lk.account import topics
from lk.account.models import User
from lk.company import company
from lk.db import change_rows, db
from lk.meters.models import BillingPeriod, Contract, ContractBinding, Meter, Reading
from lk.meters.rules import KINDS, Window, open_window
from lk.meters.service.owning import OwnMeter

PURPOSE = "meters.reminder"
# Meters that a letter names one by one; of more it tells how many.
MOST_NAMED = 10


@dataclass(frozen=True)
class Season:
    """A window that is open now, and the kinds of contracts it is for."""

    window: Window
    kinds: frozenset[str]

    @property
    def tail(self) -> str:
        """The end of the letter's key: of one person in one window there is one."""
        return f":{self.window.period}:{self.window.opens:%d}"


@dataclass(frozen=True)
class Waiting:
    """Meters of a person whose reading is asked for; `count` of all, `named` the first of them."""

    named: Sequence[OwnMeter]
    count: int


def seasons(*, on: date) -> list[Season]:
    """Windows that are open on that day, those of homes and of others apart."""
    found: dict[Window, set[str]] = {}
    for kind in KINDS:
        if window := open_window(kind, on, company().readings):
            found.setdefault(window, set()).add(kind)
    return [Season(window, frozenset(kinds)) for window, kinds in found.items()]


def people_to_remind(
    *, season: Season, after: int = 0, limit: int = 500
) -> Sequence[tuple[int, str]]:
    """The next people with a reading to send and no letter yet: (user's id, address), by id."""
    query = select(User.id, User.email).where(User.id > after, *_in_need(season))
    return db.session.execute(query.order_by(User.id).limit(limit)).all()


def how_many_to_remind(*, season: Season) -> int:
    return db.session.scalar(select(func.count(User.id)).where(*_in_need(season))) or 0


def how_many_switched_off(*, season: Season) -> int:
    """Those who would be reminded, but want no letters of the kind."""
    query = select(func.count(User.id)).where(*_waits(season), _is_switched_off())
    return db.session.scalar(query) or 0


def remind(*, user_id: int, to: str, season: Season, at: datetime) -> None:
    """Put the letter; the same person in the same window once more adds nothing, unless the first
    one did not leave because such letters were switched off.
    """
    window = season.window
    key = f"{PURPOSE}:{user_id}{season.tail}"
    muted = outbox.Letter.key == key, outbox.Letter.muted_at.is_not(None)
    change_rows(update(outbox.Letter).where(*muted).values(key=None))
    outbox.put(
        PURPOSE,
        to=to,
        at=at,
        user_id=user_id,
        key=key,
        period=window.period,
        opens=window.opens.isoformat(),
        kinds=sorted(season.kinds),
    )


def waiting_meters(*, user_id: int, period: str, kinds: Collection[str]) -> Waiting:
    """Meters of the person that no reading of the period stands for; two SELECTs."""
    meters = (
        select(Meter, Contract, ContractBinding)
        .join(Contract, Contract.id == Meter.contract_id)
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .where(ContractBinding.user_id == user_id, *is_asked_for(period, kinds))
    )
    named = meters.order_by(Meter.search_key, Meter.id).limit(MOST_NAMED)
    rows = db.session.execute(named).all()
    count = _count(meters) if len(rows) == MOST_NAMED else len(rows)
    return Waiting([OwnMeter(meter, contract, own) for meter, contract, own in rows], count)


def _count(meters: Select[Meter, Contract, ContractBinding]) -> int:
    return db.session.scalar(meters.with_only_columns(func.count(Meter.id))) or 0


def _in_need(season: Season) -> tuple[ColumnElement[bool], ...]:
    """Of an account that waits for a letter, and wants such letters."""
    return (*_waits(season), ~_is_switched_off())


def _is_switched_off() -> ColumnElement[bool]:
    """Whether the topic of reminders is among those that the account has switched off: a list of
    codes in JSON, which both databases spell alike.
    """
    topic = topics.topic_of(PURPOSE)
    return cast(User.muted_topics, String).contains(f'"{topic.code}"') if topic else false()


def _waits(season: Season) -> tuple[ColumnElement[bool], ...]:
    """Of an account that is open: a meter that waits, and no letter of this window; one that did
    not leave because it was switched off is none.
    """
    key = literal(f"{PURPOSE}:") + cast(User.id, String) + literal(season.tail)
    letter = outbox.Letter.key == key, outbox.Letter.muted_at.is_(None)
    waits = (
        select(Meter.id)
        .join(Contract, Contract.id == Meter.contract_id)
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .where(
            ContractBinding.user_id == User.id, *is_asked_for(season.window.period, season.kinds)
        )
    )
    return (
        User.confirmed_at.is_not(None),
        User.blocked_at.is_(None),
        User.email_key.is_not(None),
        exists(waits.correlate(User)),
        ~exists(select(outbox.Letter.id).where(*letter).correlate(User)),
    )


def is_asked_for(period: str, kinds: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """A reading of it may be sent (fig. 17), none stands, and the month is not charged yet."""
    sent = and_(
        Reading.meter_id == Meter.id,
        Reading.period == period,
        Reading.state.not_in(("rejected", "replaced")),
    )
    billed = and_(BillingPeriod.meter_id == Meter.id, BillingPeriod.period == period)
    return (
        ContractBinding.unbound_at.is_(None),
        Contract.may_send.is_(True),
        Contract.kind.in_(sorted(kinds)),
        Meter.removed_on.is_(None),
        ~exists(select(Reading.id).where(sent).correlate(Meter)),
        ~exists(select(BillingPeriod.id).where(billed).correlate(Meter)),
    )
