"""Letters about readings: a reminder to send them, and what became of those that were sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from lk.account.models import User
from lk.company import company
from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter, Reading
from lk.meters.rules import open_window, words_of
from lk.meters.rules.history import zone_name
from lk.meters.rules.masking import masked
from lk.meters.rules.numbers import shown
from lk.meters.service.links import link_token
from lk.meters.service.owning import OwnMeter
from lk.meters.service.reminding import MOST_NAMED, seasons, waiting_meters
from lk.outbox import Letter, NoLongerNeeded, composes


@dataclass(frozen=True)
class Asked:
    """A meter that a reading is asked of; `token`: of its link, empty in a strange mailbox."""

    number: str
    contract: str
    address: str
    token: str


@dataclass(frozen=True)
class Told:
    """A reading that the billing has judged; `token`: of a link to send it anew, while that is
    possible.
    """

    reading: Reading
    meter: Meter
    token: str

    @property
    def month(self) -> str:
        return words_of(self.reading.period).lower()

    @property
    def sent(self) -> str:
        return _by_zone(self.reading.values, self.meter)

    @property
    def taken(self) -> str:
        return _by_zone(self.reading.accepted, self.meter)


@composes("meters.reminder")
def reminder(letter: Letter, at: datetime) -> dict[str, Any]:
    """«Пора передать показания»: not needed once they stand, or when the window is over."""
    user, on = _reader(letter), _day(at)
    opens = date.fromisoformat(letter.facts["opens"])
    season = next((each for each in seasons(on=on) if each.window.opens == opens), None)
    if season is None:
        raise NoLongerNeeded
    found = waiting_meters(user_id=user.id, period=season.window.period, kinds=season.kinds)
    if not found.count:
        raise NoLongerNeeded
    period, is_own = season.window.period, letter.recipient == user.email
    return {
        "month": words_of(period).lower(),
        "window": season.window,
        "is_last_day": season.window.closes == on,
        "meters": [_asked(each, period, has_link=is_own) for each in found.named],
        "count": found.count,
    }


@composes("meters.rejected")
def rejected(letter: Letter, at: datetime) -> dict[str, Any]:
    """«Показание не принято»: what was sent, why it was refused, what to do."""
    return _verdicts(letter, at)


@composes("meters.corrected")
def corrected(letter: Letter, at: datetime) -> dict[str, Any]:
    """«Показание исправлено»: what was sent and what was taken."""
    return _verdicts(letter, at)


def _asked(own: OwnMeter, period: str, *, has_link: bool) -> Asked:
    token = link_token(binding=own.binding, meter=own.meter, period=period) if has_link else ""
    address = own.meter.address if own.binding.shows_all else masked(own.meter.address)
    return Asked(own.meter.number, own.contract.number, address, token)


def _verdicts(letter: Letter, at: datetime) -> dict[str, Any]:
    user, numbers = _reader(letter), letter.facts["readings"]
    query = (
        select(Reading, Meter, Contract, ContractBinding)
        .join(Meter, Meter.id == Reading.meter_id)
        .join(Contract, Contract.id == Meter.contract_id)
        .outerjoin(
            ContractBinding,
            (ContractBinding.contract_id == Contract.id)
            & (ContractBinding.user_id == user.id)
            & ContractBinding.unbound_at.is_(None),
        )
        .where(Reading.id.in_(numbers[:MOST_NAMED]))
        .order_by(Reading.id)
    )
    is_own = letter.recipient == user.email
    rows = db.session.execute(query).all()
    if not rows:
        raise NoLongerNeeded
    told = [
        Told(reading, meter, _token(reading, meter, contract, binding, at) if is_own else "")
        for reading, meter, contract, binding in rows
    ]
    return {"told": told, "count": len(numbers), "is_own": is_own}


def _token(
    reading: Reading,
    meter: Meter,
    contract: Contract,
    binding: ContractBinding | None,
    at: datetime,
) -> str:
    """Of a link to send the refused reading anew: while its window is open, and none stands."""
    window = open_window(contract.kind, _day(at), company().readings)
    if binding is None or window is None or window.period != reading.period:
        return ""
    if not OwnMeter(meter, contract, binding).may_send or _stands(reading):
        return ""
    return link_token(binding=binding, meter=meter, period=reading.period)


def _stands(reading: Reading) -> bool:
    newer = select(func.count(Reading.id)).where(
        Reading.meter_id == reading.meter_id,
        Reading.period == reading.period,
        Reading.state.not_in(("rejected", "replaced")),
    )
    return bool(db.session.scalar(newer))


def _by_zone(values: Sequence[Decimal], meter: Meter) -> str:
    """«день 75 425, ночь 311»; of one zone the figure alone."""
    found = [(zone_name(zone, meter.zones), value) for zone, value in enumerate(values, start=1)]
    return ", ".join(f"{name} {shown(value)}".strip() for name, value in found)


def _reader(letter: Letter) -> User:
    """Whoever the letter is for; a closed account needs none."""
    user = db.session.get(User, letter.user_id) if letter.user_id else None
    if user is None or not user.is_active:
        raise NoLongerNeeded
    return user


def _day(at: datetime) -> date:
    return at.astimezone(company().time_zone).date()
