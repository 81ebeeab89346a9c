from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, BinaryIO, cast

from flask import flash, g, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import rules, service, steps
from lk.applications.catalogue import DocumentSlot
from lk.applications.forms import documents_form, field_name
from lk.applications.models import Application, Document
from lk.applications.routes.blueprint import bp, sweep_later
from lk.applications.routes.loading import own_editable
from lk.applications.routes.pages import is_open, tabs_of
from lk.applications.service import Chosen, Refusal, Taken
from lk.clock import now
from lk.limits import Limit, take
from lk.web.access import for_consumers, keeps_body
from lk.web.filters import in_words, plural
from lk.web.hypermedia import redirect_to, render
from lk.web.owned import own_or_404
from lk.web.transactions import caps, writes

# Fifty megabytes of files and the form around them; a slot without a file sends an empty part.
BODY = rules.MAX_TOTAL_BYTES + 2 * 1024 * 1024
PARTS = 100
# Judging costs seconds of a core. What comes over the room of an application is not judged at all.
FILES_AN_HOUR = Limit("applications.files", tries=60, per=timedelta(hours=1), is_flat=True)
TOO_MANY = "За час приложено много файлов. Подождите {wait} и приложите еще раз."
NOTHING_CHOSEN = "Выберите файл"
MOST_NAMED = 3


@dataclass(frozen=True)
class SlotView:
    """A slot as the page draws it; without a `field` it takes no more files."""

    code: str
    title: str
    hint: str
    required: bool
    field: Any
    files: list["FileView"] = field(default_factory=list)
    sent: list["FileView"] = field(default_factory=list)


@dataclass(frozen=True)
class FileView:
    name: str
    size: int
    public_id: str
    url: str
    state: str = "saved"


def _take_files(public_id: str) -> Taken:
    """Judge and store what was chosen, before the write lock is held."""
    if not current_user.is_authenticated or g.get("csrf_failed"):
        return Taken()
    application = own_or_404(Application, public_id)
    if not application.may_attach:
        return Taken()
    chosen = [
        Chosen(slot.code, each.filename, cast(BinaryIO, each.stream))
        for slot in application.kind.documents
        for each in request.files.getlist(field_name(slot.code))
        if each.filename
    ]
    if not chosen and "upload" in request.form:
        return Taken(refusals=[Refusal(request.form["upload"], "", NOTHING_CHOSEN)])
    if wait := _pace(min(len(chosen), rules.MAX_FILES)):
        words = TOO_MANY.format(wait=in_words(wait))
        return Taken(refusals=[Refusal.of(each.slot, each.name, words) for each in chosen])
    taken = service.prepare_files(application, chosen)
    sweep_later(ready.stored.key for ready in taken.ready)
    return taken


def _pace(files: int) -> timedelta | None:
    """Count so many files; how long to wait when the hour's are used up."""
    return take([(FILES_AN_HOUR, current_user.public_id)] * files, now()) if files else None


@bp.get("/applications/<public_id>/documents")
@for_consumers
def documents(public_id: str) -> ResponseReturnValue:
    application = own_editable(public_id)
    kept = service.documents_of(application)
    if not is_open(tabs_of(application, "documents", kept), "documents"):
        return redirect_to("applications.resume", public_id=public_id)
    return _page(application, kept)


@bp.post("/applications/<public_id>/documents")
@keeps_body
@caps(content_length=BODY, parts=PARTS)
@writes(prepare=_take_files)
@for_consumers
def take_files(public_id: str) -> ResponseReturnValue:
    """All buttons of the step: each takes the chosen files along and loses nothing."""
    application, taken = own_editable(public_id), g.prepared
    refusals = taken.refusals + service.attach(
        application=application, user=current_user, ready=taken.ready, at=now()
    )
    if gone := request.form.get("remove"):
        sweep_later([_remove(application, gone)])
    if request.form.get("go") == "back":
        return _go_back(application, refusals)
    if gone or "upload" in request.form:
        return _refused(application, refusals) if refusals else _stay(application)
    return _go_on(application, refusals)


def _go_on(application: Application, refusals: Sequence[Refusal]) -> ResponseReturnValue:
    """«Далее»: the preview, or this page with notices at the slots."""
    counted = service.counted(service.documents_of(application))
    missing = steps.document_problems(application.kind, application.typed, counted)
    if refusals or missing:
        lacking = [Refusal(each.key, "", each.message) for each in missing]
        return _refused(application, [*refusals, *lacking])
    following = steps.next_step(application.kind, "documents")
    return redirect_to("applications.step", public_id=application.public_id, step=following)


def _go_back(application: Application, refusals: Sequence[Refusal]) -> ResponseReturnValue:
    """«Назад»: what was refused is said there, briefly: a browser drops a large cookie."""
    if refusals:
        words = [f"{each.name}: {each.message}" for each in refusals[:MOST_NAMED]]
        if (more := len(refusals) - len(words)) > 0:
            words.append(f"…и еще {plural(more, 'файл,файла,файлов')}.")
        flash(" ".join(words), "warning")
    before = steps.previous_step(application.kind, "documents")
    return redirect_to("applications.step", public_id=application.public_id, step=before)


def _stay(application: Application) -> ResponseReturnValue:
    slot = request.form.get("upload")
    anchor = f"slot-{slot}" if slot else "main"
    return redirect_to("applications.documents", public_id=application.public_id, _anchor=anchor)


def _remove(application: Application, public_id: str) -> str:
    try:
        return service.remove_document(
            application=application, user=current_user, public_id=public_id, at=now()
        )
    except rules.NotEditable as error:
        flash(error.message, "warning")
        return ""


def _refused(application: Application, refusals: Sequence[Refusal]) -> ResponseReturnValue:
    return _page(application, service.documents_of(application), refusals)


def _page(
    application: Application, kept: Sequence[Document], refusals: Sequence[Refusal] = ()
) -> ResponseReturnValue:
    """The step, with refusals in words at their slots."""
    typed = application.typed
    visible = steps.visible_documents(application.kind, typed)
    form = documents_form(visible)
    for refusal in refusals:
        control = form._fields.get(field_name(refusal.slot))
        words = f"{refusal.name}: {refusal.message}" if refusal.name else refusal.message
        (form.form_errors if control is None else _errors(control)).append(words)
    idle = steps.unneeded_documents(application.kind, typed, service.counted(kept))
    slots = [_slot(application, slot, form, kept) for slot in (*visible, *idle)]
    return render(
        "applications/documents.html",
        application=application,
        form=form,
        slots=slots,
        tabs=tabs_of(application, "documents", kept),
        status=422 if refusals else 200,
    )


def _errors(control: Any) -> list[str]:
    control.errors = list(control.errors)
    found: list[str] = control.errors
    return found


def _slot(
    application: Application, slot: DocumentSlot, form: Any, kept: Sequence[Document]
) -> SlotView:
    files = [_file(application, each) for each in kept if each.slot == slot.code]
    control = form._fields.get(field_name(slot.code))
    return SlotView(
        code=slot.code,
        title=slot.title,
        hint=slot.hint if control else "По вашим ответам этот документ больше не нужен",
        required=slot.is_required(application.typed) and control is not None and not files,
        field=control,
        files=files if application.may_remove_files else [],
        sent=[] if application.may_remove_files else files,
    )


def _file(application: Application, document: Document) -> FileView:
    url = url_for(
        "applications.document",
        public_id=application.public_id,
        document_id=document.public_id,
    )
    return FileView(document.name, document.size, document.public_id, url)
