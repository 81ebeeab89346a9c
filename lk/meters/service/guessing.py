"""Nobody finds a stranger's contract by trying: wrong pairs are counted five ways."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lk.account.rules import network_of
from lk.db import db
from lk.limits import Limit, release, take, waiting
from lk.meters.rules.spelling import spelled

BY_ACCOUNT = Limit("binding.account", tries=5, per=timedelta(days=1), is_flat=True)
BY_NETWORK = Limit("binding.network", tries=20, per=timedelta(days=1), is_flat=True)
BY_CONTRACT = Limit("binding.contract", tries=10, per=timedelta(days=30), is_flat=True)
BY_METER = Limit("binding.meter", tries=10, per=timedelta(days=30), is_flat=True)
# All cabinets together: so many at once, then one a minute. No hour has more than two hundred.
BY_ALL = Limit("binding.all", tries=140, per=timedelta(hours=1), longest_delay=timedelta(minutes=1))
ALARM = Limit("binding.alarm", tries=1, per=timedelta(days=1), is_flat=True)
EVERYBODY = ((BY_ALL, "all"),)


@dataclass(frozen=True)
class Wait:
    """How long; `is_for_all`: too many have guessed, all cabinets together."""

    left: timedelta
    is_for_all: bool = False


@dataclass(frozen=True)
class Guess:
    """What somebody has typed, before anybody knows whether it is right: a pair, or (no `meter`)
    the name of the contract's holder.
    """

    user_id: int
    address: str
    contract: str
    meter: str | None = None

    @property
    def own(self) -> list[tuple[Limit, str]]:
        """All spellings of a number share its tries."""
        meter = [] if self.meter is None else [(BY_METER, spelled(self.meter))]
        return [
            (BY_ACCOUNT, str(self.user_id)),
            (BY_NETWORK, network_of(self.address)),
            (BY_CONTRACT, spelled(self.contract)),
            *meter,
        ]


def admit(guess: Guess, *, at: datetime) -> Wait | None:
    """Count the guess before it is looked up; None when it may go on.

    In transactions of its own: what the request has read so far ends here. What is spent is only
    read, so that a flood keeps no writer out.
    """
    db.session.close()
    if left := waiting(guess.own, at):
        return Wait(left)
    if left := waiting(EVERYBODY, at):
        return Wait(left, is_for_all=True)
    if left := take(guess.own, at):
        return Wait(left)
    if left := take(EVERYBODY, at):
        release(guess.own)
        return Wait(left, is_for_all=True)
    return None


def forgive(guess: Guess) -> None:
    """It was right, so it was no guess; earlier wrong ones stay counted."""
    db.session.rollback()
    release([*guess.own, *EVERYBODY])


def is_first_alarm(*, at: datetime) -> bool:
    """Whether nobody has been told of it today."""
    once = ((ALARM, "all"),)
    return not (waiting(once, at) or take(once, at))
