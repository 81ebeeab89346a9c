"""`flask admin users …`: who may use the cabinet."""

from datetime import date
from typing import Any

import click

from lk.account import rules, service
from lk.account.models import User
from lk.admin import output
from lk.admin.letters import tell
from lk.admin.operator import Operator, as_json, changes, reads
from lk.admin.speech import Group, Refused
from lk.admin.types import DAY, WORDS, OneOf, Whole, start_of
from lk.clock import now

users = Group("users", help="Потребители: список, допуск, закрытие, сеансы, почта, удаление.")

TITLES = {
    "login": "Логин",
    "name": "Потребитель",
    "kind": "Вы",
    "email": "Электронная почта",
    "phone": "Телефон",
    "state_title": "Состояние",
    "created_at": "Зарегистрирован",
}
FACTS = {
    **TITLES,
    "pending_email": "Почта ждет подтверждения",
    "confirmed_at": "Подтвержден",
    "blocked_at": "Закрыт",
    "blocked_why": "Почему закрыт",
}


@users.command("list")
@click.option("--status", type=OneOf(tuple(rules.STATES)), help="Состояние учетной записи.")
@click.option("--since", type=DAY, help="Зарегистрированные с этого дня.")
@click.option("--text", type=WORDS, default="", help="Часть логина, имени или адреса.")
@click.option("--limit", type=Whole(1, 100_000), default=100, help="Сколько строк, до.")
@as_json
@reads("office.users_listed")
def show_all(status: str | None, since: date | None, text: str, limit: int, as_json: bool) -> None:
    """Показать потребителей, новые сверху. Ждут допуска: --status waiting."""
    found = service.list_users(state=status, since=start_of(since), text=text, limit=limit)
    rows = [_row(each) for each in found]
    output.show_list(rows, TITLES, as_json=as_json, empty="Таких потребителей нет.")


@users.command("show")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@as_json
@reads("office.user_seen")
def show(login: str, as_json: bool) -> None:
    """Показать потребителя: данные, открытые сеансы, согласия. Можно по адресу почты."""
    user = find(login)
    sign_ins = [_of(each, SESSION) for each in service.sign_ins_of(user_id=user.id, at=now())]
    consents = [_of(each, CONSENT) for each in service.consents_of(user_id=user.id)]
    facts = _row(user) | {"sessions": sign_ins, "consents": consents}
    output.show_one(facts, FACTS, as_json=as_json)
    if as_json:
        return
    output.heading("Открытые сеансы")
    output.show_list(sign_ins, SESSION, as_json=False, empty="Нет.")
    output.heading("Согласия")
    output.show_list(consents, CONSENT, as_json=False, empty="Нет.")


SESSION = {
    "device": "Устройство",
    "address": "Адрес сети",
    "created_at": "Вход",
    "last_seen_at": "Был здесь",
}
CONSENT = {
    "title": "Документ",
    "version": "Редакция",
    "at": "Дано",
    "address": "Адрес сети",
    "withdrawn_at": "Отозвано",
}


@users.command("approve")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@as_json
@changes
def approve(operator: Operator, login: str, as_json: bool) -> None:
    """Допустить к регистрации (LK_REGISTRATION=manual): уйдет письмо со ссылкой."""
    user = service.approve(login=login, by=operator.by, at=operator.at, comment=operator.comment)
    _done(f"{user.login}: регистрация одобрена, письмо со ссылкой в очереди.", user, as_json)


@users.command("block")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@as_json
@changes
def block(operator: Operator, login: str, as_json: bool) -> None:
    """Закрыть учетную запись и все ее сеансы. Причину (--comment) увидит потребитель."""
    user = service.block(login=login, by=operator.by, at=operator.at, comment=operator.comment)
    _done(f"{user.login}: учетная запись закрыта, сеансы завершены.", user, as_json)


@users.command("unblock")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@as_json
@changes
def unblock(operator: Operator, login: str, as_json: bool) -> None:
    """Открыть закрытую учетную запись."""
    user = service.unblock(login=login, by=operator.by, at=operator.at, comment=operator.comment)
    tell("office.unblocked", user, operator.at)
    _done(f"{user.login}: учетная запись снова открыта.", user, as_json)


@users.command("logout")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@as_json
@changes
def logout(operator: Operator, login: str, as_json: bool) -> None:
    """Завершить все сеансы потребителя на всех устройствах."""
    user = find(login)
    count = service.sign_out_everywhere(
        user=user, actor=operator.actor, at=operator.at, comment=operator.comment
    )
    tell("office.signed_out", user, operator.at)
    _done(f"{user.login}: завершено сеансов: {count}.", user, as_json, sessions=count)


@users.command("email")
@click.argument("login", metavar="ЛОГИН", type=WORDS)
@click.argument("new", metavar="НОВЫЙ_АДРЕС", type=WORDS)
@click.option("--proof", type=WORDS, required=True, help="Чем подтверждена личность.")
@as_json
@changes
def email(operator: Operator, login: str, new: str, proof: str, as_json: bool) -> None:
    """Сменить почту тому, у кого нет доступа к прежней.

    На новый адрес уйдет ссылка для подтверждения, на прежний — письмо со ссылкой отмены. Все
    сеансы завершатся.
    """
    if not proof.strip():
        raise Refused("Укажите, чем подтверждена личность: --proof «паспорт, заявление № 5».")
    user = service.change_email_by_office(
        login=login,
        new=new,
        proof=proof.strip(),
        by=operator.by,
        at=operator.at,
        comment=operator.comment,
    )
    _done(f"{user.login}: письма на новый и прежний адрес в очереди.", user, as_json)


def find(login: str) -> User:
    found = service.find_user(login=login)
    if found is None:
        raise Refused(f"Потребителя «{login}» нет. Найти: flask admin users list --text …")
    return found


def _done(words: str, user: User, as_json: bool, **facts: Any) -> None:
    output.say(words, as_json=as_json, login=user.login, state=user.state, **facts)


def _row(user: User) -> dict[str, Any]:
    return {
        "login": user.login,
        "name": user.display_name,
        "kind": user.kind_title,
        "email": user.email,
        "phone": user.phone,
        "state": user.state,
        "state_title": user.state_title,
        "created_at": user.created_at,
        "pending_email": user.pending_email,
        "confirmed_at": user.confirmed_at,
        "blocked_at": user.blocked_at,
        "blocked_why": user.blocked_why,
    }


def _of(thing: Any, titles: dict[str, str]) -> dict[str, Any]:
    return {key: getattr(thing, key) for key in titles}
