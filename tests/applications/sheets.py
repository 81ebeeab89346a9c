"""Papers without a database: an application, its documents and receipts as plain facts."""

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pikepdf

from lk.applications import catalogue, names, steps
from lk.applications.fingerprint import data_sum
from tests.applications.answers import TODAY, documents_for, typed_for

AT = datetime(2026, 11, 24, 5, 4, 31, tzinfo=UTC)
URL = "https://lk.example.ru/lk/a/0123456789abcdefghjkmnpqrs"


def application(code: str = "fl-150", *, raw: bool = False, **changes: Any) -> Any:
    """As the papers see it; with `raw` the answers are taken for submitted as they are."""
    kind, typed = catalogue.kind(code), typed_for(code, **changes)
    submitted = typed if raw else steps.answers_to_submit(kind, typed, today=TODAY)
    return SimpleNamespace(
        kind=kind,
        title=kind.title,
        typed=typed,
        submitted=submitted,
        number="2026-11-24-702-5",
        submitted_at=AT,
        is_submitted=True,
        applicant_name=(names.of_applicant(submitted) or ("",))[0],
        object_address=str(submitted.get("obj_addr") or ""),
    )


def documents(code: str = "fl-150", name: str = "Скан.pdf") -> list[Any]:
    return [
        SimpleNamespace(
            slot=slot,
            name=name,
            sha256_original=hashlib.sha256(slot.encode()).hexdigest(),
            replaced_at=None,
        )
        for slot in documents_for(code)
    ]


def receipt(case: Any, number: int = 1, at: datetime = AT) -> Any:
    files = [
        {"slot": each.slot, "name": each.name, "sha256": each.sha256_original}
        for each in documents(case.kind.code)
    ]
    return SimpleNamespace(number=number, at=at, data_sha256=data_sum(case.submitted), files=files)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def fonts(pdf: pikepdf.Pdf) -> set[str]:
    """Names of the fonts whose outlines lie in the file."""
    return {
        str(each.FontName).rpartition("+")[2]
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and "/FontFile2" in each
    }


def claims(pdf: pikepdf.Pdf) -> tuple[str | None, str | None]:
    """Which PDF/A the file says it is: part and level."""
    with pdf.open_metadata() as meta:
        return meta.get("pdfaid:part"), meta.get("pdfaid:conformance")
