"""What was sent, on paper: the application by forms № 4–7, its draft, the empty form, the receipt.

The rows and their order are data (`form_rows.toml`), so is which kind has which form; the templates
are typst, the fonts lie beside them. Each takes some 50 ms.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache, partial

from lk import outbox
from lk.applications.catalogue import Kind
from lk.applications.models import Application, Document, Receipt
from lk.applications.papers.making import make
from lk.applications.papers.rows import edition
from lk.applications.papers.sheets import draft_sheet, empty_sheet, submitted_sheet
from lk.applications.papers.slips import receipt_slip, replaced_by
from lk.company import Company, company

__all__ = [
    "PDF",
    "Paper",
    "application_name",
    "application_paper",
    "application_pdf",
    "draft_pdf",
    "empty_form_name",
    "empty_form_pdf",
    "private_url",
    "receipt_name",
    "receipt_paper",
    "receipt_pdf",
    "replaced_by",
]

PDF = "application/pdf"
Paper = Callable[[], bytes]
"""A paper whose facts are gathered: the call makes the PDF and asks the database nothing."""

DRAFT_NAME = "Черновик заявки.pdf"


def application_paper(
    application: Application, documents: Sequence[Document], at: datetime
) -> Paper:
    """What was submitted, as of `at`: the same state gives the same bytes.

    Its answers lie within as `answers.json`, of which the receipt's sum is taken.
    """
    sheet = submitted_sheet(application, documents, company(), at)
    return partial(make, "application", sheet, at=at)


def application_pdf(application: Application, documents: Sequence[Document], at: datetime) -> bytes:
    return application_paper(application, documents, at)()


def draft_pdf(application: Application, documents: Sequence[Document], at: datetime) -> bytes:
    """What is typed now, with «ЧЕРНОВИК» across each page."""
    return make("application", draft_sheet(application, documents, company(), at), at=at)


def empty_form_pdf(kind: Kind) -> bytes:
    """The form for those who fill it in by hand; made once for a process."""
    return _empty_form(kind, company())


def receipt_paper(
    receipt: Receipt, application: Application, *, receipts: Sequence[Receipt]
) -> Paper:
    """The receipt; of `receipts`, all of the application, a newer one is named as replacing it."""
    url = private_url(application)
    slip = receipt_slip(receipt, application, company(), receipts=receipts, url=url)
    return partial(make, "receipt", slip, at=receipt.at)


def receipt_pdf(
    receipt: Receipt, application: Application, *, receipts: Sequence[Receipt]
) -> bytes:
    return receipt_paper(receipt, application, receipts=receipts)()


def private_url(application: Application) -> str:
    """The address of the private page, whole: for letters and the QR code."""
    return outbox.link("applications.private_link", token=application.link_token)


def application_name(application: Application) -> str:
    """What the file is called."""
    return f"Заявка {application.number}.pdf"


def receipt_name(receipt: Receipt, application: Application) -> str:
    return f"Квитанция {receipt.number} к заявке {application.number}.pdf"


def empty_form_name(kind: Kind) -> str:
    return f"Бланк. {kind.title.replace(',', '')}.pdf"


@lru_cache(maxsize=32)
def _empty_form(kind: Kind, company: Company) -> bytes:
    return make("application", empty_sheet(kind, company), at=edition())
