"""The demo's questions that hang on a meter or on nothing; those of applications are in cases."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from lk.account.models import User
from lk.db import db
from lk.demo.cases import OPERATOR
from lk.meters.models import Meter
from lk.questions import service as questions

_GARAGE = """Подключаю павильон к сети второй раз. Нужно ли заново прикладывать план участка, если \
с прошлой заявки ничего не изменилось?"""
_GARAGE_ANSWER = """Здравствуйте, Олег Игоревич! Да, план прикладывают к каждой заявке, но \
подойдёт и прежний, если границы участка и место ввода те же."""
_METER = """В холодильной камере меняли трансформаторы тока. Нужно ли сообщать новый коэффициент \
или его внесёт ваш специалист по акту?"""


def add_talks(users: Mapping[str, User], at: datetime) -> None:
    """One thread that is answered and read, one that waits for the specialist."""
    thread = questions.ask(
        user=users["entrepreneur"], text=_GARAGE, at=at - timedelta(days=12, hours=3)
    )
    questions.answer(thread=thread, text=_GARAGE_ANSWER, by=OPERATOR, at=at - timedelta(days=11))
    questions.mark_read(thread=thread)
    meter = db.session.scalars(select(Meter).where(Meter.number == "30418902")).one()
    questions.ask(
        user=users["company"],
        text=_METER,
        at=at - timedelta(days=1, hours=2),
        meter_id=meter.id,
        title=f"Счётчик {meter.number}",
    )
