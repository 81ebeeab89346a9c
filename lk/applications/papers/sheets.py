"""What the template of an application prints: filled in, as a draft, or empty."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lk.applications.catalogue import Answers, Kind
from lk.applications.fingerprint import canonical
from lk.applications.models import Application, Document
from lk.applications.papers.blank import blank_papers, blank_rows
from lk.applications.papers.filled import filled_rows
from lk.applications.papers.rows import edition, form_of
from lk.applications.papers.words import NBSP, day_and_time, printable
from lk.company import Company

NAME = "Заявка на технологическое присоединение"
SHORT_SUM = 16
_PROMISE = "Достоверность сведений и приложенных документов подтверждаю."
_DRAFT = "Черновик: заявка не подана и рассматриваться не будет."
_CORRECTION = "Черновик исправлений: специалисту они еще не отправлены."
_BY_HAND = (
    "Заполните разборчиво от руки, поля со звездочкой — обязательно. Где стоят квадраты, отметьте "
    "подходящий. Не хватает места — приложите лист с номером строки."
)


def submitted_sheet(
    application: Application, documents: Sequence[Document], company: Company, at: datetime
) -> dict[str, Any]:
    """What was submitted, as of `at`: the submission or a later correction."""
    zone, number = company.time_zone, f"№{NBSP}{application.number}"
    sent = application.submitted_at or at
    facts = [
        ["Номер заявки", str(application.number)],
        ["Подана через личный кабинет", day_and_time(sent, zone)],
    ]
    if at > sent:
        facts.append(["Исправлена заявителем", day_and_time(at, zone)])
    return {
        **_filled(application, application.submitted, documents, company),
        "title": f"{NAME} {number}",
        "foot": f"Заявка {number} от {day_and_time(sent, zone)}",
        "facts": facts,
        "answers": canonical(application.submitted).decode(),
    }


def draft_sheet(
    application: Application, documents: Sequence[Document], company: Company, at: datetime
) -> dict[str, Any]:
    """What is typed now, marked as a draft on each page."""
    notice = _CORRECTION if application.is_submitted else _DRAFT
    when = day_and_time(at, company.time_zone)
    return {
        **_filled(application, application.typed, documents, company),
        "title": f"{NAME}. Черновик",
        "mark": "ЧЕРНОВИК",
        "notice": f"{notice} Сохранено на {when}.",
        "foot": f"Черновик от {when}",
        "facts": [["Номер заявки", str(application.number)]] if application.is_submitted else [],
    }


def empty_sheet(kind: Kind, company: Company) -> dict[str, Any]:
    """The form to be filled in by hand and brought to the office."""
    rows, hours = blank_rows(kind), "; ".join(company.office.hours)
    where = (
        f"Заполненную заявку с документами принесите в офис: {company.office.address} ({hours})."
    )
    return {
        **_sheet(kind, company),
        "title": f"{kind.title}. Бланк",
        "notice": f"{_BY_HAND} {where}",
        "foot": kind.title,
        "rows": rows,
        "files": _files(rows, boxes=blank_papers(kind)),
        "closing": f"Редакция бланка: {edition():%d.%m.%Y}.",
    }


def _filled(
    application: Application, answers: Answers, documents: Sequence[Document], company: Company
) -> dict[str, Any]:
    kind = application.kind
    rows = filled_rows(kind, answers)
    listed = [
        {
            "title": slot.title,
            "name": printable(each.name),
            "sum": each.sha256_original[:SHORT_SUM],
        }
        for slot in kind.documents
        for each in documents
        if each.slot == slot.code and each.replaced_at is None
    ]
    return {
        **_sheet(kind, company),
        "rows": rows,
        "files": _files(rows, listed=listed),
        "sign": {"name": _signs(answers), "date": ""},
    }


def _sheet(kind: Kind, company: Company) -> dict[str, Any]:
    """What all three have; the rest of the names are what one of them adds."""
    return {
        "name": NAME,
        "kind": kind.title,
        "company": letterhead(company),
        "heading": form_of(kind).heading,
        "mark": "",
        "notice": "",
        "facts": [],
        "promise": _PROMISE,
        "sign": {"name": "", "date": ""},
        "stamp": kind.group.code != "fl",
        "closing": "",
        "answers": "",
    }


def letterhead(company: Company) -> dict[str, str]:
    return {
        "name": company.legal_name,
        "about": f"{company.office.address}\n{company.application_phones}",
    }


def _files(
    rows: Sequence[Any], *, listed: Sequence[Any] = (), boxes: Sequence[str] = ()
) -> dict[str, Any]:
    """Documents are the row behind the last one."""
    return {"number": str(len(rows) + 1), "list": list(listed), "boxes": list(boxes)}


def _signs(answers: Answers) -> str:
    """Who signs: the representative, else the head of the organisation, else the applicant."""
    if answers.get("by_representative") in {"yes", True}:
        return _text(answers, "rep_name")
    own = " ".join(_text(answers, key) for key in ("last_name", "first_name", "middle_name"))
    return " ".join((_text(answers, "head_name") or own).split())


def _text(answers: Mapping[str, Any], key: str) -> str:
    value = answers.get(key)
    return printable(value) if isinstance(value, str) else ""
