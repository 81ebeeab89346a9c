"""The status machine as data (published stages: PP 24, п. 19 «л»)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lk.applications.errors import UnknownStatus

Tone = Literal["info", "ok", "wait", "bad"]
Turn = Literal["consumer", "company"]


@dataclass(frozen=True, slots=True)
class Status:
    """`label` is shown to all; `small_label` instead of it for categories of раздел X.

    `stage` 1–6 is the published stage. `needs` are the facts that the status cannot be without.
    `what_next` tells the consumer what happens now. `repeats`: may be set again, as a report.
    """

    code: str
    label: str
    tone: Tone
    stage: int | None
    next: tuple[str, ...]
    what_next: str
    whose_turn: Turn | None
    needs: tuple[str, ...] = ()
    small_label: str = ""
    repeats: bool = False

    @property
    def is_final(self) -> bool:
        return not self.next

    @property
    def is_refusal(self) -> bool:
        """The case has ended and nothing is connected."""
        return self.is_final and self.stage is None

    @property
    def allowed(self) -> tuple[str, ...]:
        return (self.code, *self.next) if self.repeats else self.next


_ALL = (
    Status(
        "draft",
        "Черновик",
        "wait",
        None,
        ("submitted",),
        "Заполните заявку до конца и подайте ее.",
        "consumer",
    ),
    Status(
        "submitted",
        "Заявка подана",
        "info",
        1,
        ("registered", "cancelled"),
        "Мы зарегистрируем заявку и сообщим об этом письмом.",
        "company",
        needs=("date", "number"),
    ),
    Status(
        "registered",
        "Заявка зарегистрирована",
        "info",
        1,
        ("review", "cancelled"),
        "Специалист проверит сведения и документы.",
        "company",
        needs=("date", "number"),
    ),
    Status(
        "review",
        "На рассмотрении",
        "info",
        1,
        ("need_docs", "offer_posted", "rejected", "cancelled"),
        "Специалист рассматривает заявку. Если чего-то не хватит, мы напишем вам.",
        "company",
    ),
    Status(
        "need_docs",
        "Требуются документы / уточнение сведений",
        "wait",
        1,
        ("review", "annulled", "cancelled"),
        "Исправьте сведения, приложите документы и отправьте заявку снова до указанного срока,"
        " иначе ее аннулируют.",
        "consumer",
        needs=("date", "comment"),
    ),
    Status(
        "offer_posted",
        "Направлены договор и технические условия",
        "wait",
        2,
        ("contract", "annulled", "cancelled"),
        "Изучите условия договора и технические условия и примите их до указанного срока.",
        "consumer",
        needs=("date",),
        small_label="Размещены условия договора, ТУ и счёт",
    ),
    Status(
        "contract",
        "Договор заключен",
        "ok",
        3,
        ("works",),
        "Мы начинаем работы по договору. Выполните свою часть технических условий.",
        "company",
        needs=("date", "number"),
    ),
    Status(
        "works",
        "Выполнение мероприятий",
        "info",
        4,
        ("ready",),
        "Мы выполняем работы и отмечаем здесь их ход. Выполните свою часть технических условий.",
        "company",
        needs=("progress",),
        repeats=True,
    ),
    Status(
        "ready",
        "Мероприятия сетевой организации выполнены (проверка выполнения ТУ)",
        "info",
        4,
        ("connected",),
        "Мы проверим выполнение технических условий и договоримся с вами о присоединении.",
        "company",
        needs=("date",),
    ),
    Status(
        "connected",
        "Фактическое присоединение выполнено, напряжение подано",
        "ok",
        5,
        ("closed",),
        "Осталось подписать документы о технологическом присоединении.",
        "company",
        needs=("date",),
    ),
    Status(
        "closed",
        "Документы о технологическом присоединении подписаны",
        "ok",
        6,
        (),
        "Присоединение завершено. Документы хранятся в карточке заявки.",
        None,
        needs=("date", "number"),
    ),
    Status(
        "annulled",
        "Заявка аннулирована",
        "bad",
        None,
        (),
        "Причина указана в истории заявки. Вы можете подать новую заявку.",
        None,
        needs=("comment",),
    ),
    Status(
        "rejected",
        "Отказ в рассмотрении",
        "bad",
        None,
        (),
        "Причина указана в истории заявки. Вы можете подать новую заявку.",
        None,
        needs=("comment",),
    ),
    Status(
        "cancelled",
        "Заявка отозвана заявителем",
        "bad",
        None,
        (),
        "Вы отозвали заявку. Вы можете подать новую.",
        None,
    ),
)
STATUSES: Mapping[str, Status] = {each.code: each for each in _ALL}


def status(code: str) -> Status:
    """UnknownStatus when there is none."""
    try:
        return STATUSES[code]
    except KeyError:
        raise UnknownStatus(code, tuple(STATUSES)) from None


def status_label(code: str, *, is_small: bool = False) -> str:
    """Words for people; `is_small` from the kind's category."""
    found = status(code)
    return found.small_label if is_small and found.small_label else found.label
