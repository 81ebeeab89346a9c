"""What the rules of applications refuse, each by its name and with words for people."""

from collections.abc import Sequence
from dataclasses import dataclass

from lk.uploads.errors import (
    ActiveContent,
    BrokenFile,
    EmptyFile,
    FileError,
    FileTooLarge,
    TooBusy,
    TooManyFiles,
    TotalTooLarge,
    WrongFileType,
)

__all__ = [
    "FACT_NAMES",
    "AccuracyNotConfirmed",
    "ActClosed",
    "ActIncomplete",
    "ActiveContent",
    "AlreadySubmitted",
    "ApplicationError",
    "BrokenFile",
    "ConsentMissing",
    "EmptyFile",
    "FactMissing",
    "FactRefused",
    "FileError",
    "FileThere",
    "FileTooLarge",
    "Gone",
    "Incomplete",
    "MoveRefused",
    "NotEditable",
    "NothingChanged",
    "Problem",
    "RejectedBefore",
    "SlotClosed",
    "TooBusy",
    "TooManyDrafts",
    "TooManyFiles",
    "TotalTooLarge",
    "UnknownSlot",
    "UnknownStatus",
    "WrongFileType",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps an application from being submitted.

    `key` is a field or a document slot of `step`; `row` (from 0) and `column` are a cell of a
    repeating group. `code` is for programs: `required`, `over_category`, …
    """

    step: str
    key: str
    message: str
    code: str
    row: int | None = None
    column: str | None = None


class ApplicationError(Exception):
    """A rule says no. `message` is for the reader: what is wrong and what to do."""

    message = "Это действие с заявкой сейчас невозможно."

    def __str__(self) -> str:
        return self.message


class NotEditable(ApplicationError):
    message = "Заявка уже подана, изменить ее нельзя. Задайте вопрос специалисту."


class NothingChanged(ApplicationError):
    message = (
        "Пока ничего не изменено. Нажмите «Изменить» у нужного раздела, исправьте и вернитесь сюда."
    )


class ActClosed(ApplicationError):
    message = (
        "Это действие по заявке сейчас невозможно: она перешла на другой этап. Посмотрите в ее"
        " карточке, что можно сделать теперь."
    )


class ActIncomplete(ApplicationError):
    message = "Напишите пояснение или приложите файл."


class FileThere(ApplicationError):
    message = "Этот самый файл уже приложен к заявке."


class Gone(ApplicationError):
    message = "Этого черновика больше нет: его удалили в другом окне."


class AlreadySubmitted(ApplicationError):
    message = "Эта заявка уже подана."


class Incomplete(ApplicationError):
    message = "Заявка заполнена не до конца. Исправьте отмеченные поля и подайте ее снова."

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


class AccuracyNotConfirmed(ApplicationError):
    message = "Подтвердите, что сведения достоверны."


class ConsentMissing(ApplicationError):
    message = "Отметьте согласие на передачу данных гарантирующему поставщику."


class TooManyDrafts(ApplicationError):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
        self.message = (
            f"У вас уже {limit}\u00a0черновиков. Подайте или удалите один из них в «Моих заявках»."
        )


class UnknownSlot(FileError):
    message = "Такого документа нет в этой заявке."


class SlotClosed(FileError):
    message = "Этот документ уже у нас. Если он не подойдет, мы напишем, и вы его замените."


class RejectedBefore(FileError):
    message = "Этот самый файл уже не принят. Приложите другой."


class UnknownStatus(ApplicationError):
    def __init__(self, code: str, known: Sequence[str]) -> None:
        super().__init__(code)
        self.code = code
        self.known = tuple(known)
        self.message = "Нет такого статуса. Есть: " + ", ".join(known) + "."


class MoveRefused(ApplicationError):
    """`allowed` are the codes that may follow `current`; none after a final status."""

    def __init__(self, current: str, target: str, allowed: Sequence[str]) -> None:
        super().__init__(current, target)
        self.current = current
        self.target = target
        self.allowed = tuple(allowed)
        rest = f"Можно: {', '.join(allowed)}." if allowed else "Этот статус окончательный."
        self.message = f"Из статуса {current} нельзя перейти в {target}. {rest}"


FACT_NAMES = {
    "date": "дата",
    "number": "номер",
    "due": "срок",
    "progress": "ход работ в процентах",
    "comment": "пояснение",
    "construction": "строительство сетей",
    "term": "срок по правилам",
}


class FactMissing(ApplicationError):
    """The target status cannot be without `fact`: date, number, due, progress or comment."""

    def __init__(self, target: str, fact: str) -> None:
        super().__init__(target, fact)
        self.target = target
        self.fact = fact
        self.message = f"Для статуса {target} нужно указать: {FACT_NAMES[fact]} (--{fact})."


class FactRefused(ApplicationError):
    """A fact is there, but it cannot be so."""

    def __init__(self, fact: str, message: str) -> None:
        super().__init__(fact)
        self.fact = fact
        self.message = message
