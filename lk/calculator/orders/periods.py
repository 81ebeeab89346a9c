"""From when to when each version counts: no day with two versions, and none forgotten between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A version by its days; `ends` None: until the next one begins.

    `supersedes` is the code of the version that this one corrects.
    """

    code: str
    begins: date
    ends: date | None
    supersedes: str = ""

    @property
    def words(self) -> str:
        until = f"по {self.ends:%d.%m.%Y}" if self.ends else "без срока"
        return f"«{self.code}» (с {self.begins:%d.%m.%Y} {until})"


@dataclass(frozen=True)
class Clash:
    """`field` of the newcomer's file is wrong for the reason."""

    field: str
    reason: str


def timeline(periods: Iterable[Period]) -> Sequence[Period]:
    """Days on which each version really counts, the earliest first.

    A corrected version counts until its correction begins; one without an end until the next.
    A version that has no day left is not there.
    """
    known = list(periods)
    cut = [each for each in (_corrected(each, known) for each in known) if each is not None]
    cut.sort(key=lambda each: each.begins)
    return [
        replace(each, ends=after.begins - DAY) if after and each.ends is None else each
        for each, after in zip(cut, [*cut[1:], None], strict=False)
    ]


def clashes(new: Period, others: Iterable[Period]) -> Sequence[Clash]:
    """Why the version cannot stand beside the others, which stand well with one another."""
    known = [each for each in others if each.code != new.code]
    if new.supersedes and (wrong := _no_correction(new, known)):
        return [wrong]
    row = [each for each in (_corrected(each, [*known, new]) for each in known) if each]
    before = [each for each in row if each.begins < new.begins]
    after = [each for each in row if each.begins >= new.begins]
    found = _after(max(before, key=_begins), new) if before else None
    then = _before(new, min(after, key=_begins)) if after else _leaves_none(new, known)
    return [each for each in (found, then) if each]


def _no_correction(new: Period, known: Sequence[Period]) -> Clash | None:
    """Why it corrects nothing that counts."""
    old = next((each for each in known if each.code == new.supersedes), None)
    if old is None:
        return Clash("supersedes", f"действующей версии «{new.supersedes}» нет")
    if any(each.supersedes == old.code for each in known):
        return Clash("supersedes", f"версию «{old.code}» уже исправила другая")
    last = next(each.ends for each in timeline(known) if each.code == old.code)
    if last is not None and last < new.begins:
        return Clash("effective_from", f"версия «{old.code}» действовала лишь до {last:%d.%m.%Y}")
    return None


def _leaves_none(new: Period, known: Sequence[Period]) -> Clash | None:
    """A correction that ends before what it corrects would leave days without a tariff."""
    old = next((each for each in known if each.code == new.supersedes), None)
    if old is None or new.ends is None or (old.ends is not None and old.ends <= new.ends):
        return None
    text = f"после {new.ends:%d.%m.%Y} тарифа не будет: версия «{old.code}» действовала дольше"
    return Clash("effective_to", text)


def _begins(period: Period) -> date:
    return period.begins


def _corrected(period: Period, known: Sequence[Period]) -> Period | None:
    """The period as its corrections, and the corrections of those, leave it; None: nothing."""
    starts, codes = [], [period.code]
    for code in codes:
        for each in known:
            if each.supersedes == code and each.code not in codes:
                starts.append(each.begins)
                codes.append(each.code)
    if not starts:
        return period
    last = min(starts) - DAY
    ends = min(period.ends, last) if period.ends else last
    return replace(period, ends=ends) if ends >= period.begins else None


def _after(old: Period, new: Period) -> Clash | None:
    if old.ends is None:
        return None
    if old.ends >= new.begins:
        return Clash("effective_from", f"период пересекается с версией {old.words}. {_HOW}")
    if old.ends + DAY < new.begins:
        days = _gap(old.ends + DAY, new.begins - DAY)
        return Clash("effective_from", f"пропуск после версии {old.words}: {days} тарифа нет")
    return None


def _before(new: Period, later: Period) -> Clash | None:
    if new.begins == later.begins:
        return Clash("effective_from", f"с того же дня действует версия {later.words}. {_HOW}")
    if new.ends is None:
        return None
    if new.ends >= later.begins:
        return Clash("effective_to", f"период пересекается с версией {later.words}. {_HOW}")
    if new.ends + DAY < later.begins:
        days = _gap(new.ends + DAY, later.begins - DAY)
        return Clash("effective_to", f"пропуск перед версией {later.words}: {days} тарифа нет")
    return None


_HOW = "Если это исправление приказа, назовите прежнюю версию в «supersedes»"


def _gap(first: date, last: date) -> str:
    return f"{first:%d.%m.%Y}" if first == last else f"с {first:%d.%m.%Y} по {last:%d.%m.%Y}"
