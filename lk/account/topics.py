"""What the portal writes about: which letters one may switch off, and how each kind is called."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """Letters that are switched on or off together; `code` is what an account keeps."""

    code: str
    title: str
    hint: str
    purposes: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of letter in words. Codes and links of sign-in are asked for on their own pages."""

    title: str
    can_be_resent: bool = True


TOPICS = (
    Topic(
        "status",
        "Ход заявки",
        "Заявка зарегистрирована, договор заключен, работы начаты",
        ("applications.status",),
    ),
    Topic(
        "documents",
        "Документы",
        "Специалист проверил ваш файл или приложил к заявке новую бумагу",
        ("applications.document_rejected", "applications.file_attached"),
    ),
    Topic(
        "terms",
        "Напоминания о сроках",
        "Срок вашего действия по заявке подходит или только что прошел",
        ("applications.term",),
    ),
    Topic("answers", "Ответы на вопросы", "Специалист ответил вам", ("questions.answer",)),
    Topic(
        "readings",
        "Показания приборов учета",
        "Пора передать показания; показание принято с исправлением",
        ("meters.reminder", "meters.corrected"),
    ),
    Topic(
        "drafts",
        "Черновики",
        "Черновик, к которому вы давно не возвращались, скоро будет удален",
        ("applications.draft_ending",),
    ),
)

LETTERS: Mapping[str, Kind] = {
    "account.already": Kind("Повторная регистрация на ваш адрес"),
    "account.approved": Kind("Заявка на регистрацию принята", can_be_resent=False),
    "account.blocked": Kind("Учетная запись закрыта"),
    "account.confirm": Kind("Завершение регистрации", can_be_resent=False),
    "account.consent_withdrawn": Kind("Согласие отозвано"),
    "account.email_confirm": Kind("Подтверждение нового адреса", can_be_resent=False),
    "account.email_notice": Kind("Меняется адрес почты", can_be_resent=False),
    "account.erased": Kind("Данные учетной записи удалены", can_be_resent=False),
    "account.erasure_soon": Kind("Данные учетной записи будут удалены", can_be_resent=False),
    "account.login": Kind("Ваш логин", can_be_resent=False),
    "account.new_device": Kind("Вход с нового устройства"),
    "account.password_changed": Kind("Пароль изменен"),
    "account.recovery": Kind("Проверочный код", can_be_resent=False),
    "applications.act": Kind("Потребитель ответил по заявке", can_be_resent=False),
    "applications.corrected": Kind("Заявка исправлена"),
    "applications.document_rejected": Kind("Документ не принят"),
    "applications.draft_ending": Kind("Черновик будет удален"),
    "applications.file_attached": Kind("Новая бумага по заявке"),
    "applications.status": Kind("Ход заявки"),
    "applications.submitted": Kind("Заявка подана"),
    "applications.term": Kind("Напоминание о сроке"),
    "meters.bound": Kind("Договор добавлен в ваш кабинет"),
    "meters.bound_too": Kind("Договор добавлен еще в один кабинет"),
    "meters.corrected": Kind("Показание исправлено"),
    "meters.guessed": Kind("Подбирают номера договоров и счетчиков", can_be_resent=False),
    "meters.rejected": Kind("Показание не принято"),
    "meters.reminder": Kind("Пора передать показания"),
    "meters.unbound": Kind("Договор убран из вашего кабинета"),
    "office.digest": Kind("Сводка о письмах", can_be_resent=False),
    "office.signed_out": Kind("Сеансы завершены"),
    "office.unblocked": Kind("Учетная запись снова открыта"),
    "questions.answer": Kind("Ответ специалиста"),
    "questions.question": Kind("Новый вопрос", can_be_resent=False),
}
_UNKNOWN = Kind("Письмо из личного кабинета", can_be_resent=False)


def kind_of(purpose: str) -> Kind:
    return LETTERS.get(purpose, _UNKNOWN)


def topic_of(purpose: str) -> Topic | None:
    """The topic that a letter belongs to; None: it always goes."""
    return next((each for each in TOPICS if purpose in each.purposes), None)


def find(code: object) -> Topic | None:
    """The topic with this code."""
    return next((each for each in TOPICS if each.code == code), None)


def purposes_of(code: str) -> tuple[str, ...]:
    """The kinds of letters of a topic; none for a code that is not in the table."""
    return next((each.purposes for each in TOPICS if each.code == code), ())


def known(codes: Collection[str]) -> list[str]:
    """Those of the codes that are topics, each once, in the table's order."""
    return [each.code for each in TOPICS if each.code in codes]


def masked(address: str) -> str:
    """An address to be recognised by its owner alone: iv•••@example.ru."""
    name, at, host = address.rpartition("@")
    return f"{name[:2] if len(name) > 2 else name[:1]}•••{at}{host}"
