"""A link that sends the reading of one meter in one window, without a sign-in.

Whoever has it may send that reading, and sees nothing of the consumer but what was sent with it.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Row, select, update

from lk import audit
from lk.account.models import User
from lk.company import company
from lk.config import settings
from lk.db import change_rows, db
from lk.meters.models import Contract, ContractBinding, Meter, Reading
from lk.meters.rules import Window, before, open_window, words_of
from lk.meters.service.owning import OwnMeter
from lk.meters.service.registers import shown_to, standing_of

# Ours have about 110 signs.
LONGEST = 300

Found = Row[Meter, Contract, ContractBinding, User]


class LinkRefused(Exception):
    """The link does not open; `title` and `message` tell its reader why, and what to do."""

    title = "Ссылка не открывается"
    message = (
        "Адрес скопирован не полностью или изменен. Откройте ссылку прямо из письма или передайте"
        " показание в личном кабинете."
    )
    is_ours = False
    received: Reading | None = None

    def __init__(self) -> None:
        super().__init__(self.title)


class LinkEnded(LinkRefused):
    """Its window is over; `received`: what stands for its month, if anything."""

    title = "Срок ссылки закончился"
    is_ours = True

    def __init__(self, period: str, own: OwnMeter, received: Reading | None) -> None:
        super().__init__()
        self.month, self.last_digits = words_of(period).lower(), last_digits(own)
        self.received = received
        ended = f"Эта ссылка была для показания за {self.month}, и срок его передачи прошел."
        advice = (
            "Что стало с показанием, видно в личном кабинете. Новая ссылка придет с напоминанием в"
            " следующем месяце."
            if received
            else "Передать показание можно в личном кабинете, а новая ссылка придет с"
            " напоминанием в следующем месяце."
        )
        self.message = f"{ended} {advice}"


class LinkRevoked(LinkRefused):
    """The contract has left the cabinet, the links were revoked, or the account is closed."""

    title = "Ссылка отозвана"
    message = (
        "По этой ссылке показания больше не принимаются: ее отозвали в личном кабинете или договор"
        " из кабинета убрали. Войдите в кабинет, чтобы передать показание."
    )
    is_ours = True


class NotTaken(LinkRefused):
    """No readings are taken of the meter any more (fig. 17)."""

    title = "Показание не принимается"
    message = (
        "Счетчик снят с учета, или показания по этому договору через кабинет больше не"
        " принимаются. Подробности — в личном кабинете, на странице прибора учета."
    )
    is_ours = True


@dataclass(frozen=True)
class Linked:
    """What a link opens: a meter of the one who was written to, while its window is open."""

    own: OwnMeter
    user: User
    window: Window

    @property
    def last_digits(self) -> str:
        """All that the page tells of the meter: enough to know one's own by."""
        return last_digits(self.own)

    def taken_on(self, on: date) -> date:
        """The day of a reading that is sent by the link: the last of its month is the first of the
        next, where a window closes later than that.
        """
        following = before(self.window.period, -1)
        return min(on, date(int(following[:4]), int(following[5:]), 1))


def last_digits(own: OwnMeter) -> str:
    return own.meter.number[-4:]


def link_token(*, binding: ContractBinding, meter: Meter, period: str) -> str:
    """What the link carries; nothing is kept of it."""
    facts = [binding.id, meter.public_id, period, binding.serial]
    token: str = _signer().dumps(facts)
    return token


def open_link(*, token: str, on: date, to_change: bool = False) -> Linked:
    """What the token opens on that day, one SELECT; raises LinkRefused, which may take another.

    `to_change`: the binding is held, so that a revocation comes before or after.
    """
    binding_id, public_id, period, serial = _read(token)
    found = _find(binding_id, public_id, to_change=to_change)
    if found is None:
        raise LinkRevoked
    meter, contract, binding, user = found
    if binding.unbound_at or binding.serial != serial or not user.is_active:
        raise LinkRevoked
    own = OwnMeter(meter, contract, binding)
    window = open_window(contract.kind, on, company().readings)
    if window is None or window.period != period:
        raise LinkEnded(period, own, _received(own, period))
    if not own.may_send:
        raise NotTaken
    return Linked(own, user, window)


def revoke_links(*, binding: ContractBinding, actor: str, at: datetime) -> None:
    """Make void all links that were given for the contract of this cabinet, in the current
    transaction; the next reminder has new ones.
    """
    binding.serial += 1
    audit.record("meters.links_revoked", actor=actor, subject=f"binding:{binding.id}", at=at)


def revoke_all_links(*, user_id: int, actor: str, at: datetime) -> None:
    """The same for all contracts of a cabinet."""
    mine = ContractBinding.user_id == user_id, ContractBinding.unbound_at.is_(None)
    changed = update(ContractBinding).where(*mine).values(serial=ContractBinding.serial + 1)
    count = change_rows(changed)
    audit.record(
        "meters.links_revoked", actor=actor, subject=f"user:{user_id}", at=at, contracts=count
    )


def _received(own: OwnMeter, period: str) -> Reading | None:
    """What the page of the link showed while its window was open."""
    standing = standing_of(meter_ids=[own.meter.id], period=period)
    return shown_to(own, standing.get(own.meter.id))


def _read(token: str) -> tuple[int, str, str, int]:
    if len(token) > LONGEST:
        raise LinkRefused
    try:
        binding_id, public_id, period, serial = _signer().loads(token)
    except (BadData, ValueError, TypeError) as error:
        raise LinkRefused from error
    return binding_id, public_id, period, serial


def _find(binding_id: int, public_id: str, *, to_change: bool) -> Found | None:
    query = (
        select(Meter, Contract, ContractBinding, User)
        .join(Contract, Contract.id == Meter.contract_id)
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .join(User, User.id == ContractBinding.user_id)
        .where(ContractBinding.id == binding_id, Meter.public_id == public_id)
    )
    if to_change:
        query = query.with_for_update(of=ContractBinding)
    return db.session.execute(query).one_or_none()


def _signer() -> URLSafeSerializer:
    digest = {"digest_method": hashlib.sha256}
    return URLSafeSerializer(settings().secret_key, salt="reading", signer_kwargs=digest)
