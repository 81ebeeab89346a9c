"""Documents as pages draw them: in the step, and on the card of what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from flask import url_for

from lk.applications import rules, steps
from lk.applications.catalogue import DocumentSlot
from lk.applications.forms import documents_form, field_name
from lk.applications.models import Document
from lk.applications.service import Folder, Refusal, counted

UNNEEDED = "По вашим ответам этот документ больше не нужен"
PASSED_ON = "Новый файл передан специалисту. Если он не подойдет, мы напишем."
REPLACED = "Новый файл на месте. Чтобы специалист его получил, отправьте заявку снова."

State = Literal["saved", "pending", "unsent", "sent", "accepted", "rejected", "replaced"]


@dataclass(frozen=True)
class FileView:
    """A file in its slot. `place` (from 1) of `places`: with `may_change` it can be moved."""

    name: str
    size: int
    public_id: str
    url: str
    state: State
    reason: str
    pages: int | None
    thumbnail: str
    at: datetime
    replaced_at: datetime | None
    may_change: bool
    place: int
    places: int


@dataclass(frozen=True)
class SlotView:
    """A slot as the page draws it; without a `field` it takes no files.

    `url` takes one file at a time; `told`: what comes next, said under the files.
    """

    code: str
    title: str
    hint: str
    example: str
    required: bool
    field: Any
    url: str
    most_bytes: int
    is_rejected: bool
    told: str = ""
    files: list[FileView] = field(default_factory=list)
    old: list[FileView] = field(default_factory=list)


def step_slots(folder: Folder, refusals: Sequence[Refusal] = ()) -> tuple[Any, list[SlotView]]:
    """The form of the step and its slots: those that are asked for, then those that hold files
    though they are not asked for any more.
    """
    application = folder.application
    typed = application.typed
    visible = steps.visible_documents(application.kind, typed)
    taking = [slot for slot in visible if folder.takes(slot.code)]
    form = _form(taking, refusals)
    held = {each.slot: 1 for each in folder.current}
    idle = steps.unneeded_documents(application.kind, typed, held)
    return form, [
        *(_slot(folder, slot, form) for slot in visible),
        *(_slot(folder, slot, form, hint=UNNEEDED) for slot in idle),
    ]


def card_slots(folder: Folder) -> list[SlotView]:
    """What was sent, by documents; a rejected one takes another file."""
    used = {each.slot for each in folder.every}
    kind = folder.application.kind
    taking = [slot for slot in kind.documents if _is_to_replace(folder, slot)]
    form = _form(taking, ())
    return [_slot(folder, slot, form, hint="") for slot in kind.documents if slot.code in used]


def one_slot(
    folder: Folder, slot: DocumentSlot, refusals: Sequence[Refusal] = ()
) -> tuple[Any, SlotView]:
    """The same slot alone, for the page that sends files one by one."""
    form = _form([slot] if folder.takes(slot.code) else [], refusals)
    return form, _slot(folder, slot, form)


def _is_to_replace(folder: Folder, slot: DocumentSlot) -> bool:
    return folder.is_rejected(slot.code) and folder.takes(slot.code)


def _form(slots: Sequence[DocumentSlot], refusals: Sequence[Refusal]) -> Any:
    """A file control each; what was refused is said at its slot, or above when it has none."""
    form = documents_form(slots)
    controls: Mapping[str, Any] = form._fields
    for refusal in refusals:
        control = controls.get(field_name(refusal.slot))
        words = f"{refusal.name}: {refusal.message}" if refusal.name else refusal.message
        if control is None:
            form.form_errors.append(words)
        else:
            control.errors = [*control.errors, words]
    return form


def _slot(folder: Folder, slot: DocumentSlot, form: Any, *, hint: str | None = None) -> SlotView:
    application, there = folder.application, folder.of(slot.code)
    control = form._fields.get(field_name(slot.code))
    counting = counted(there).get(slot.code, 0)
    return SlotView(
        code=slot.code,
        title=slot.title,
        hint=slot.hint if hint is None else hint,
        example=slot.example if control is not None else "",
        required=control is not None and not counting and slot.is_required(application.typed),
        field=control,
        url=url_for("applications.take_file", public_id=application.public_id, slot=slot.code),
        most_bytes=rules.MAX_FILE_BYTES,
        is_rejected=any(each.may_be_replaced for each in there),
        told=_told(folder, slot),
        files=[_file(folder, each, place, len(there)) for place, each in enumerate(there, 1)],
        old=[_file(folder, each, 0, 0) for each in folder.replaced(slot.code)],
    )


def _told(folder: Folder, slot: DocumentSlot) -> str:
    """After a replacement: what becomes of it."""
    if not folder.replaced(slot.code) or not folder.is_rejected(slot.code):
        return ""
    if any(each.may_be_replaced for each in folder.of(slot.code)):
        return ""
    return REPLACED if folder.is_asked_back else PASSED_ON


def _file(folder: Folder, document: Document, place: int, places: int) -> FileView:
    application = folder.application
    ids: dict[str, Any] = {
        "public_id": application.public_id,
        "document_id": document.public_id,
    }
    return FileView(
        name=document.name,
        size=document.size,
        public_id=document.public_id,
        url=url_for("applications.document", **ids),
        state=_state(folder, document),
        reason=document.verdict_comment if document.is_rejected else "",
        pages=document.pages,
        thumbnail=url_for("applications.thumbnail", **ids) if document.has_thumbnail else "",
        at=document.created_at,
        replaced_at=document.replaced_at,
        may_change=place > 0 and folder.may_change(document),
        place=place,
        places=places,
    )


def _state(folder: Folder, document: Document) -> State:
    if document.is_replaced:
        return "replaced"
    if document.is_rejected:
        return "rejected"
    if document.is_accepted:
        return "accepted"
    if folder.may_change(document):
        return "saved" if folder.application.is_draft else "pending"
    return "unsent" if document in folder.unsent else "sent"


def is_mended(folder: Folder, slots: Sequence[SlotView]) -> bool:
    """Asked back, and the last rejected file has been replaced: it is to be sent again."""
    is_replaced = any(slot.told for slot in slots)
    return folder.is_asked_back and is_replaced and not folder.has_rejected
