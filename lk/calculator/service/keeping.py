"""Calculations that somebody took along: the question, the version, and what was answered."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from lk.account import service as accounts
from lk.calculator import rules
from lk.calculator.models import WITH_VERSION, Calculation
from lk.calculator.orders import TariffError, from_plain, to_plain
from lk.calculator.service.active import tariff_on, version_id
from lk.db import change_rows, db, is_unique_violation

_PARTS = ("standard", "per_kw", "reduced", "cheaper")
# The last day of the version as it was known then.
_END = "effective_to"


class NoTariff(TariffError):
    """On the day of the question no version counts."""

    def __init__(self) -> None:
        super().__init__("На эту дату нет тарифа.")


def keep(question: rules.Question, *, at: datetime, user_id: int | None) -> Calculation:
    """Calculate and remember; the same again of the same person is the one that is there.

    Raises NoTariff.
    """
    tariff = tariff_on(question.on)
    id_ = version_id(tariff.code) if tariff else None
    if tariff is None or id_ is None:
        raise NoTariff
    asked = to_plain(question)
    answer = to_plain(rules.calculate(question, tariff))
    facts = {name: answer[name] for name in _PARTS} | {_END: answer["tariff"][_END]}
    key = _key([asked, facts], id_, user_id)
    if found := _by_key(key):
        return found
    return _add(
        Calculation(key=key, version_id=id_, user_id=user_id, at=at, question=asked, answer=facts)
    )


def kept(id_: int) -> rules.Answer | None:
    """What was answered then, with the version it was answered by; None where there is none."""
    query = select(Calculation).where(Calculation.id == id_)
    found = db.session.scalar(query.options(*WITH_VERSION))
    return None if found is None else answer_of(found)


def answer_of(calculation: Calculation) -> rules.Answer:
    """Its `version` with rates must be loaded."""
    tariff = to_plain(calculation.version.order.tariff)
    tariff[_END] = calculation.answer.get(_END)
    whole = calculation.answer | {"question": calculation.question, "tariff": tariff}
    return from_plain(rules.Answer, whole)


def _key(content: list[dict[str, Any]], version: int, user_id: int | None) -> str:
    line = json.dumps([content, version, user_id], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(line.encode()).hexdigest()


def _by_key(key: str) -> Calculation | None:
    return db.session.scalar(select(Calculation).where(Calculation.key == key))


def _add(calculation: Calculation) -> Calculation:
    """Whoever was a moment faster with the same has added it."""
    key = calculation.key
    try:
        with db.session.begin_nested():
            db.session.add(calculation)
    except IntegrityError as error:
        found = _by_key(key) if is_unique_violation(error, "uq_calculations_key") else None
        if found is None:
            raise
        return found
    return calculation


@accounts.erases
def forget_asker(leaving: accounts.Leaving) -> accounts.Erased:
    """Who asked goes; the figures belong to nobody."""
    mine = update(Calculation).where(Calculation.user_id == leaving.user.id)
    change_rows(mine.values(user_id=None))
    return accounts.Erased()
