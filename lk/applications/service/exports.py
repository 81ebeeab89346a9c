from datetime import datetime
from typing import Any

from lk.applications import steps
from lk.applications.models import Application, CaseEvent, CaseFile, Document, Receipt, StatusChange
from lk.applications.service.folder import unsent_of
from lk.applications.service.office import (
    events_for_office,
    files_for_office,
    receipts_for_office,
)


def export(application: Application) -> dict[str, Any]:
    """Everything about an application as plain JSON; it must have been loaded whole.

    It holds the office's own notes as well: never for the consumer.
    """
    answers = application.submitted or application.typed
    receipts = receipts_for_office(application)
    unsent = unsent_of(application, application.documents, receipts[-1].at if receipts else None)
    return _head(application) | {
        "answers": answers,
        "text": [
            {"group": group.title, "label": label, "value": value}
            for group in steps.preview(application.kind, answers)
            for label, value in group.rows
        ],
        "documents": [
            _document(each, application) | {"unsent": each in unsent}
            for each in application.documents
        ],
        "case_files": [_case_file(each) for each in files_for_office(application)],
        "receipts": [_receipt(each) for each in receipts],
        "history": [_change(each, application) for each in application.changes],
        "events": [_event(each) for each in events_for_office(application)],
    }


def _head(application: Application) -> dict[str, Any]:
    return {
        "number": application.number,
        "id": application.public_id,
        "kind": application.kind_code,
        "title": application.title,
        "status": application.status,
        "status_label": application.status_label,
        "turn": application.whose_turn,
        "assigned": application.assigned_to,
        "submitted_at": _iso(application.submitted_at),
        "due": application.due_on.isoformat() if application.due_on else None,
        "progress": application.progress,
        "applicant": application.applicant_name,
        "object_address": application.object_address,
        "reason": application.reason_label,
        "login": application.user.login,
        "email": application.user.address,
        "phone": application.user.phone,
    }


def _document(document: Document, application: Application) -> dict[str, Any]:
    titles = {slot.code: slot.title for slot in application.kind.documents}
    return _file(document) | {
        "slot": document.slot,
        "slot_title": titles.get(document.slot, document.slot),
        "pages": document.pages,
        "verdict": document.verdict,
        "verdict_comment": document.verdict_comment,
        "verdict_by": document.verdict_by,
        "verdict_at": _iso(document.verdict_at),
        "replaced_at": _iso(document.replaced_at),
    }


def _case_file(file: CaseFile) -> dict[str, Any]:
    return _file(file) | {
        "side": file.side,
        "code": file.code,
        "title": file.title,
        "by": file.by,
    }


def _file(file: Document | CaseFile) -> dict[str, Any]:
    return {
        "id": file.public_id,
        "name": file.name,
        "type": file.content_type,
        "size": file.size,
        "sha256": file.sha256_original,
        "received_at": _iso(file.created_at),
    }


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "number": receipt.number,
        "at": _iso(receipt.at),
        "data_sha256": receipt.data_sha256,
        "files": receipt.files,
    }


def _change(change: StatusChange, application: Application) -> dict[str, Any]:
    return {
        "at": _iso(change.at),
        "status": change.status,
        "status_label": application.label_of(change.status),
        "by": change.by,
        "comment": change.comment,
        "facts": change.facts,
    }


def _event(event: CaseEvent) -> dict[str, Any]:
    return {
        "at": _iso(event.at),
        "code": event.code,
        "by": event.by,
        "comment": event.comment,
        "is_internal": event.is_internal,
        "details": event.details,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
