"""What the applicant does with a case after it is sent: data, one entry an act.

An act adds a line to the history and tells the office; it changes no status by itself, for that
is the office's. Only `WITHDRAW` does: from then on the case is over.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from lk.applications.moves import consumer_may_move
from lk.applications.statuses import STATUSES

Need = Literal["no", "may", "must"]

LONGEST_TEXT = 4000
MOST_FILES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`code` stands in addresses, `event` in the history, `statuses` are those it is done in.

    `text` and `files`: whether words and files go along; with `needs_one` at least one of both.
    `intro` is read before, `done` after it: what comes next. `office` is what the office is told.
    `is_once`: not twice in one status. `is_final`: it ends the case.
    """

    code: str
    event: str
    title: str
    button: str
    statuses: tuple[str, ...]
    intro: str
    done: str
    office: str
    text: Need = "no"
    text_label: str = ""
    files: Need = "no"
    files_label: str = ""
    file_code: str = ""
    file_title: str = ""
    needs_one: bool = False
    is_once: bool = False
    is_final: bool = False


ACCEPT = Act(
    code="accept",
    event="terms_accepted",
    title="Принять условия",
    button="Принять условия",
    statuses=("offer_posted",),
    intro="Вы соглашаетесь с условиями договора и с техническими условиями. Сначала прочитайте их:"
    " они лежат во вкладке «Документы».",
    done="Вы приняли условия. Специалист отметит это и напишет, что дальше.",
    office="Заявитель принял условия договора и технические условия.",
    is_once=True,
)
DISAGREE = Act(
    code="disagree",
    event="disagreed",
    title="Направить протокол разногласий",
    button="Направить",
    statuses=("offer_posted",),
    intro="Напишите, с чем вы не согласны и как предлагаете изложить, или приложите готовый"
    " протокол разногласий.",
    done="Разногласия переданы специалисту. Он рассмотрит их и ответит.",
    office="Заявитель направил протокол разногласий.",
    text="may",
    text_label="С чем вы не согласны",
    files="may",
    files_label="Протокол разногласий",
    file_code="disagreement",
    file_title="Протокол разногласий",
    needs_one=True,
)
PAY = Act(
    code="pay",
    event="paid",
    title="Приложить оплату",
    button="Отправить",
    statuses=("offer_posted",),
    intro="Приложите платежное поручение, чек или квитанцию банка. Зачислит оплату специалист.",
    done="Документ об оплате передан специалисту. Он проверит поступление и напишет.",
    office="Заявитель приложил документ об оплате.",
    text="may",
    text_label="Пояснение",
    files="must",
    files_label="Документ об оплате",
    file_code="payment",
    file_title="Документ об оплате",
)
REPORT = Act(
    code="report",
    event="done_reported",
    title="Сообщить о выполнении ТУ",
    button="Сообщить",
    statuses=("contract", "works"),
    intro="Сообщите, что вы выполнили свою часть технических условий. Если есть документы, которые"
    " это подтверждают, приложите их.",
    done="Мы получили ваше сообщение. Специалист назначит проверку и напишет вам.",
    office="Заявитель сообщил о выполнении технических условий.",
    text="may",
    text_label="Что сделано",
    files="may",
    files_label="Подтверждающие документы",
    file_code="done",
    file_title="Документ о выполнении ТУ",
)
WITHDRAW = Act(
    code="withdraw",
    event="withdrawn",
    title="Отозвать заявку",
    button="Отозвать заявку",
    statuses=tuple(code for code in STATUSES if consumer_may_move(code, "cancelled")),
    intro="Мы прекратим работу по заявке. Вернуть ее будет нельзя, но можно подать новую; данные"
    " этой останутся в кабинете.",
    done="Заявка отозвана. Подать новую можно в любое время.",
    office="Заявитель отозвал заявку.",
    text="may",
    text_label="Причина",
    is_final=True,
)
ACTS: tuple[Act, ...] = (ACCEPT, PAY, DISAGREE, REPORT, WITHDRAW)

# What the office is told of the events that are no acts of this table.
_OTHERS = {
    "corrected": "Заявитель исправил отправленную заявку.",
    "resubmitted": "Заявитель исправил заявку по запросу и отправил ее снова.",
    "document_replaced": "Заявитель заменил отклоненный документ.",
}


def find(code: str) -> Act | None:
    """The act that an address names."""
    return next((act for act in ACTS if act.code == code), None)


def acts_in(status: str, done: Collection[str] = ()) -> tuple[Act, ...]:
    """The acts of this status, without those that are done once and are done."""
    return tuple(act for act in ACTS if is_open(act, status, done))


def is_open(act: Act, status: str, done: Collection[str] = ()) -> bool:
    return status in act.statuses and not (act.is_once and act.code in done)


def is_enough(act: Act, *, text: str, files: int) -> bool:
    """Whether what the act needs is there."""
    if (act.text == "must" and not text) or (act.files == "must" and not files):
        return False
    return bool(text or files) or not act.needs_one


def office_words(event: str) -> str:
    """What a letter tells the office about an event of the applicant's; «» for any other."""
    words = {act.event: act.office for act in ACTS} | _OTHERS
    return words.get(event, "")
