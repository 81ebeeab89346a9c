"""`flask admin meters bind` and `unbind`: by the office what consumers do themselves."""

from typing import Any

import click

from lk.account.models import User
from lk.admin import output
from lk.admin.meters import meters
from lk.admin.operator import Operator, as_json, changes
from lk.admin.speech import Refused
from lk.admin.types import WORDS
from lk.admin.users import find
from lk.meters.errors_binding import AlreadyBound, BindingError
from lk.meters.models import Contract, ContractBinding
from lk.meters.service import binding
from lk.web.filters import day


@meters.command("bind")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@click.argument("contract", metavar="ДОГОВОР", type=WORDS)
@click.option("--full", is_flag=True, help="Показывать и то, что было до него: право подтверждено.")
@as_json
@changes
def bind(operator: Operator, login: str, contract: str, full: bool, as_json: bool) -> None:
    """Добавить договор в кабинет потребителя; ему и прежним владельцам уйдут письма.

    Если договор есть и в другом кабинете, видно только с сегодняшнего дня; --full открывает все, и
    тому, у кого договор уже есть.
    """
    user, own = _active(login), _contract(contract)
    if not own.may_be_bound:
        raise Refused(f"Договор № {own.number} закрыт для кабинетов в файле из расчета.")
    try:
        made = _bind(operator, user, own, full=full)
    except BindingError as error:
        raise Refused(f"{user.login}, договор № {own.number}: {error}") from error
    sees = "видно все" if made.shows_all else f"видно с {day(made.sees_from)}"
    output.say(
        f"{user.login}: договор № {own.number} в кабинете, {sees}.",
        as_json=as_json,
        login=user.login,
        contract=own.number,
        sees_from=made.sees_from,
    )


@meters.command("unbind")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@click.argument("contract", metavar="ДОГОВОР", type=WORDS)
@as_json
@changes
def unbind(operator: Operator, login: str, contract: str, as_json: bool) -> None:
    """Убрать договор из кабинета потребителя; ему уйдет письмо."""
    user, own = find(login), _contract(contract)
    try:
        binding.unbind(
            user=user,
            number=own.number,
            actor=operator.actor,
            at=operator.at,
            comment=operator.comment,
            tells=True,
        )
    except BindingError as error:
        raise Refused(f"{user.login}, договор № {own.number}: {error}") from error
    output.say(
        f"{user.login}: договора № {own.number} в кабинете больше нет.",
        as_json=as_json,
        login=user.login,
        contract=own.number,
    )


def _bind(operator: Operator, user: User, contract: Contract, *, full: bool) -> ContractBinding:
    facts: dict[str, Any] = {
        "user": user,
        "actor": operator.actor,
        "at": operator.at,
        "comment": operator.comment,
    }
    try:
        return binding.bind(contract_id=contract.id, sees_all=full, **facts)
    except AlreadyBound:
        if not full:
            raise
        return binding.show_all(number=contract.number, **facts)


def _active(login: str) -> User:
    user = find(login)
    if not user.is_active:
        raise Refused(f"{user.login}: {user.state_title.lower()}. Нужна работающая учетная запись.")
    return user


def _contract(number: str) -> Contract:
    found = binding.find_contract(number=number)
    if found is None:
        raise Refused(f"Договора «{number}» нет. Найти: flask admin meters list --text …")
    return found
