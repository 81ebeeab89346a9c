"""Rows of applications for lists and for other programs."""

import os
import sys
from pathlib import Path
from typing import Any

from lk.admin.speech import Refused
from lk.applications import service, values
from lk.applications.models import Application

COLUMNS = {
    "number": "Номер",
    "status": "Код статуса",
    "status_label": "Статус",
    "title": "Тип заявки",
    "reason": "В связи с",
    "submitted_at": "Подана",
    "due": "Срок",
    "progress": "Ход работ, %",
    "applicant": "Заявитель",
    "object_address": "Адрес объекта",
    "login": "Логин",
    "email": "Электронная почта",
    "phone": "Телефон",
}


def to_row(application: Application) -> dict[str, Any]:
    """What lists and CSV show: nothing that is sealed at rest."""
    return {
        "number": application.number or application.public_id,
        "status": application.status,
        "status_label": application.status_label,
        "title": application.title,
        "reason": application.reason_label,
        "submitted_at": application.submitted_at,
        "due": application.due_on,
        "progress": application.progress,
        "applicant": application.applicant_name,
        "object_address": application.object_address,
        "login": application.user.login,
        "email": application.user.address,
        "phone": values.phone_by_eight(application.user.phone),
    }


def masked(application: Application) -> dict[str, Any]:
    """The application whole for programs, its personal answers masked as in lists."""
    facts = service.export(application)
    del facts["text"]
    answers = facts["answers"]
    facts["answers"] = answers | {
        field.key: values.mask(field, answers[field.key])
        for field in application.kind.fields
        if field.is_personal and answers.get(field.key)
    }
    return facts


def write_out(data: bytes, target: Path | None) -> None:
    """To a new file that its owner alone reads, or to the standard output."""
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(f"Файл {target} уже есть. Назовите другой.") from error
    except OSError as error:
        raise Refused(f"Файл {target} не записать: {error.strerror}.") from error
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
