"""What the template of a receipt prints."""

from collections.abc import Sequence
from typing import Any

from lk.applications.models import Application, Receipt
from lk.applications.papers.qr import qr_svg
from lk.applications.papers.sheets import letterhead
from lk.applications.papers.words import NBSP, NOT_GIVEN, day_and_time, printable
from lk.company import Company

_PAGE = (
    "Здесь без входа в кабинет видно статус заявки и все квитанции. Адрес знаете только вы: "
    "не передавайте его тем, кому не хотите показать заявку."
)
_CLOSING = (
    "Сумма sha256 меняется от любой правки. По сумме файла можно показать, что именно он был "
    "приложен к заявке, а по сумме сведений — что ответы не менялись: они лежат в PDF заявки "
    "вложением answers.json."
)


def replaced_by(receipt: Receipt, receipts: Sequence[Receipt]) -> Receipt | None:
    """The newest receipt, when it is newer than this one."""
    newest = max(receipts, key=lambda each: each.number, default=receipt)
    return newest if newest.number > receipt.number else None


def receipt_slip(
    receipt: Receipt,
    application: Application,
    company: Company,
    *,
    receipts: Sequence[Receipt],
    url: str,
) -> dict[str, Any]:
    """`receipts` are all of the application, `url` is that of its private page."""
    name = f"Квитанция №{NBSP}{receipt.number}"
    of_what = f"{name} к заявке №{NBSP}{application.number}"
    return {
        "title": of_what,
        "name": name,
        "kind": "о приеме заявки на технологическое присоединение",
        "company": letterhead(company),
        "foot": of_what,
        "notice": _replaced(replaced_by(receipt, receipts), company),
        "facts": _facts(receipt, application, company),
        "sum": receipt.data_sha256,
        "files": [_file(each, application) for each in receipt.files],
        "url": url,
        "qr": qr_svg(url),
        "about-page": _PAGE,
        "closing": _CLOSING,
    }


def _replaced(newer: Receipt | None, company: Company) -> str:
    if newer is None:
        return ""
    when = day_and_time(newer.at, company.time_zone)
    return f"Заменена квитанцией №{NBSP}{newer.number} от {when}."


def _facts(receipt: Receipt, application: Application, company: Company) -> list[list[str]]:
    return [
        ["Номер заявки", str(application.number)],
        ["Принято", day_and_time(receipt.at, company.time_zone)],
        ["Заявитель", printable(application.applicant_name) or NOT_GIVEN],
        ["Адрес объекта", printable(application.object_address) or NOT_GIVEN],
        ["Тип заявки", application.title],
    ]


def _file(file: dict[str, str], application: Application) -> dict[str, str]:
    """A slot that the catalogue no longer has is called by its code."""
    titles = {slot.code: slot.title for slot in application.kind.documents}
    return {
        "title": titles.get(file["slot"], file["slot"]),
        "name": printable(file["name"]),
        "sum": file["sha256"],
    }
