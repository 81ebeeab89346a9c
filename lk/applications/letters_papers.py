"""Letters that carry papers: «Заявка подана» and «Заявка исправлена»."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from lk.account.models import User
from lk.applications import papers
from lk.applications.models import Application, Receipt
from lk.applications.service import documents_sent, receipts_of
from lk.db import db
from lk.outbox import File, Letter, NoLongerNeeded, composes


@composes("applications.submitted")
def submitted(letter: Letter, _at: datetime) -> dict[str, Any]:
    """«Заявка подана»: the number, what comes next, where to follow it, receipt № 1."""
    return _with_papers(letter, 1)


@composes("applications.corrected")
def corrected(letter: Letter, _at: datetime) -> dict[str, Any]:
    """«Заявка исправлена»: the receipt of what counts now; its number is a fact.

    What was sent again unchanged has the receipt it had.
    """
    found = _with_papers(letter, int(letter.facts["receipt"]))
    receipt = found["receipt"]
    is_new = receipt is not None and receipt.number > 1 and receipt.at >= letter.created_at
    return found | {"at": letter.created_at, "is_new": is_new}


def _with_papers(letter: Letter, number: int) -> dict[str, Any]:
    application = _application(letter)
    receipts = list(receipts_of(application=application))
    receipt = next((each for each in receipts if each.number == number), None)
    files = _files(letter, application, receipt, receipts) if receipt else []
    return {"application": application, "receipt": receipt, "files": files}


def _files(
    letter: Letter, application: Application, receipt: Receipt, receipts: list[Receipt]
) -> list[File]:
    """The receipt, and to the account's own address the application too: it holds a passport, and
    nobody has confirmed the address that an application names.
    """
    paper = papers.receipt_paper(receipt, application, receipts=receipts)
    found = [File(papers.receipt_name(receipt, application), papers.PDF, paper)]
    if letter.recipient == db.session.get_one(User, application.user_id).email:
        sent = receipts[-1].at  # the answers are those of the newest receipt by now
        paper = papers.application_paper(application, documents_sent(application, sent), sent)
        found.append(File(papers.application_name(application), papers.PDF, paper))
    return found


def _application(letter: Letter) -> Application:
    query = select(Application).where(Application.public_id == letter.facts["application"])
    found = db.session.scalar(query)
    if found is None:
        raise NoLongerNeeded
    return found
