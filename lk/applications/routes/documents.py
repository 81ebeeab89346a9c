from collections.abc import Sequence
from datetime import timedelta
from typing import BinaryIO, cast

from flask import Response, abort, flash, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from lk.applications import rules, service, steps
from lk.applications.catalogue import DocumentSlot
from lk.applications.forms import field_name
from lk.applications.models import Application, Document
from lk.applications.routes.blueprint import bp
from lk.applications.routes.loading import own_editable
from lk.applications.routes.pages import is_open, tabs_of
from lk.applications.routes.slots import is_mended, one_slot, step_slots
from lk.applications.service import Chosen, Folder, Refusal, Taken
from lk.clock import now
from lk.limits import Limit, take
from lk.web.access import for_consumers, is_let_in, keeps_body
from lk.web.filters import in_words, plural
from lk.web.hypermedia import is_fragment, redirect_to, render
from lk.web.leftovers import sweep_later
from lk.web.owned import own_or_404
from lk.web.transactions import caps, writes

# Fifty megabytes of files and the form around them; a slot without a file sends an empty part.
BODY = rules.MAX_TOTAL_BYTES + 2 * 1024 * 1024
PARTS = 100
# One file with the form around it.
ONE_BODY, ONE_PARTS = rules.MAX_FILE_BYTES + 256 * 1024, 10
# Judging costs seconds of a core. What comes over the room of an application is not judged at all.
FILES_AN_HOUR = Limit("applications.files", tries=60, per=timedelta(hours=1), is_flat=True)
TOO_MANY = "За час приложено много файлов. Подождите {wait} и приложите еще раз."
NOTHING_CHOSEN = "Выберите файл"
MOST_NAMED = 3
# The page that a form without scripts stands on, when it is not the step.
CARD = "card"


def _take_files(public_id: str) -> Taken:
    """Judge and store what was chosen, before the write lock is held."""
    if not is_let_in():
        return Taken()
    application = own_or_404(Application, public_id)
    chosen = [
        Chosen(slot.code, each.filename, cast(BinaryIO, each.stream))
        for slot in application.kind.documents
        for each in request.files.getlist(field_name(slot.code))
        if each.filename
    ]
    if not chosen and "upload" in request.form:
        return Taken(refusals=[Refusal(request.form["upload"], "", NOTHING_CHOSEN)])
    return _judged(application, chosen)


def _take_file(public_id: str, slot: str) -> Taken:
    """The same for one file that is sent by itself."""
    if not current_user.is_authenticated:
        return Taken()
    application = own_or_404(Application, public_id)
    _slot_or_404(application, slot)
    files = [each for each in request.files.getlist("file") if each.filename]
    stream = [Chosen(slot, each.filename or "", cast(BinaryIO, each.stream)) for each in files[:1]]
    return _judged(application, stream)


def _judged(application: Application, chosen: Sequence[Chosen]) -> Taken:
    folder = service.folder_of(application, at=now())
    if not chosen or not folder.is_open:
        return Taken()
    if wait := _pace(min(len(chosen), rules.MAX_FILES)):
        words = TOO_MANY.format(wait=in_words(wait))
        return Taken(refusals=[Refusal.of(each.slot, each.name, words) for each in chosen])
    taken = service.prepare_files(folder, chosen)
    sweep_later(ready.stored.key for ready in taken.ready)
    return taken


def _pace(files: int) -> timedelta | None:
    """Count so many files; how long to wait when the hour's are used up."""
    return take([(FILES_AN_HOUR, current_user.public_id)] * files, now())


@bp.get("/applications/<public_id>/documents")
@for_consumers
def documents(public_id: str) -> ResponseReturnValue:
    application = own_editable(public_id)
    folder = service.folder_of(application, at=now())
    if not is_open(tabs_of(application, "documents", folder.current), "documents"):
        return redirect_to("applications.resume", public_id=public_id)
    return _page(folder)


@bp.post("/applications/<public_id>/documents")
@keeps_body
@caps(content_length=BODY, parts=PARTS)
@writes(prepare=_take_files)
@for_consumers
def take_files(public_id: str) -> ResponseReturnValue:
    """All buttons of the step: each takes the chosen files along and loses nothing."""
    application = own_or_404(Application, public_id)
    refusals = _attach(application)
    slot = _change_list(application) or request.form.get("upload", "")
    if request.form.get("page") == CARD and not application.is_draft:
        return _to_card(application, slot, refusals)
    if request.form.get("go") == "back":
        return _go_back(application, refusals)
    if slot or "remove" in request.form:
        return _stay(application, slot, refusals)
    return _go_on(application, refusals)


@bp.post("/applications/<public_id>/documents/<slot>")
@caps(content_length=ONE_BODY, parts=ONE_PARTS)
@writes(prepare=_take_file)
@for_consumers
def take_file(public_id: str, slot: str) -> ResponseReturnValue:
    """One file, sent as soon as it is chosen, or a button of the list: the slot comes back."""
    application = own_or_404(Application, public_id)
    refusals = _attach(application)
    _change_list(application)
    if not is_fragment():
        return _to_card(application, slot, refusals)
    folder = service.folder_of(application, at=now())
    nameless = [Refusal(each.slot, "", each.message) for each in refusals]
    _, view = one_slot(folder, _slot_or_404(application, slot), nameless)
    return render("applications/_slot.html", slot=view, status=422 if refusals else 200)


@bp.get("/applications/<public_id>/files/<document_id>/thumbnail")
@for_consumers
def thumbnail(public_id: str, document_id: str) -> ResponseReturnValue:
    """A small picture of a picture; the browser asks each time whether it is still the same."""
    application = own_or_404(Application, public_id)
    found = own_or_404(Document, document_id)
    jpeg = found.open_thumbnail() if found.application_id == application.id else None
    if jpeg is None:
        abort(404)
    answer = Response(jpeg, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(found.public_id)
    return answer.make_conditional(request)


def _attach(application: Application) -> list[Refusal]:
    taken: Taken = g.prepared
    refusals = service.attach(
        application=application, user=current_user.account, ready=taken.ready, at=now()
    )
    return taken.refusals + refusals


def _change_list(application: Application) -> str:
    """«Удалить», «Выше», «Ниже»: the code of the slot that was changed, or «»."""
    form = request.form
    try:
        if gone := form.get("remove"):
            found = service.remove_document(
                application=application, user=current_user.account, public_id=gone, at=now()
            )
            sweep_later([found.storage_key] if found else [])
        elif moved := form.get("up") or form.get("down"):
            found = service.move_document(
                application=application, public_id=moved, is_up="up" in form, at=now()
            )
        else:
            return ""
    except rules.NotEditable as error:
        flash(error.message, "warning")
        return ""
    return found.slot if found else ""


def _go_on(application: Application, refusals: Sequence[Refusal]) -> ResponseReturnValue:
    """«Далее»: the preview, or this page with notices at the slots."""
    folder = service.folder_of(application, at=now())
    counted = service.counted(folder.current)
    missing = steps.document_problems(application.kind, application.typed, counted)
    if refusals or missing:
        return _page(
            folder, [*refusals, *(Refusal(each.key, "", each.message) for each in missing)]
        )
    following = steps.next_step(application.kind, "documents")
    return redirect_to("applications.step", public_id=application.public_id, step=following)


def _go_back(application: Application, refusals: Sequence[Refusal]) -> ResponseReturnValue:
    """«Назад»: what was refused is said there."""
    _say(refusals)
    before = steps.previous_step(application.kind, "documents")
    return redirect_to("applications.step", public_id=application.public_id, step=before)


def _stay(application: Application, slot: str, refusals: Sequence[Refusal]) -> ResponseReturnValue:
    if refusals:
        return _page(service.folder_of(application, at=now()), refusals)
    anchor = f"slot-{slot}" if slot else "main"
    return redirect_to("applications.documents", public_id=application.public_id, _anchor=anchor)


def _to_card(
    application: Application, slot: str, refusals: Sequence[Refusal]
) -> ResponseReturnValue:
    _say(refusals)
    anchor = f"slot-{slot}" if slot else None
    return redirect_to("applications.files", public_id=application.public_id, _anchor=anchor)


def _say(refusals: Sequence[Refusal]) -> None:
    """On another page, and briefly: a browser drops a large cookie."""
    if not refusals:
        return
    words = [
        f"{each.name}: {each.message}" if each.name else each.message
        for each in refusals[:MOST_NAMED]
    ]
    if (more := len(refusals) - len(words)) > 0:
        words.append(f"…и еще {plural(more, 'файл,файла,файлов')}.")
    flash(" ".join(words), "warning")


def _page(folder: Folder, refusals: Sequence[Refusal] = ()) -> ResponseReturnValue:
    """The step, with refusals in words at their slots."""
    form, slots = step_slots(folder, refusals)
    return render(
        "applications/documents.html",
        application=folder.application,
        form=form,
        slots=slots,
        is_done=is_mended(folder, slots),
        tabs=tabs_of(folder.application, "documents", folder.current),
        status=422 if refusals else 200,
    )


def _slot_or_404(application: Application, code: str) -> DocumentSlot:
    try:
        return application.kind.slot(code)
    except KeyError:
        abort(404)
