from datetime import datetime

from sqlalchemy import delete, func, select

from lk import audit
from lk.account.models import User
from lk.applications import catalogue, rules, steps, values
from lk.applications.models import NEW, Answers, Application, Document
from lk.applications.options import options
from lk.applications.rerouting import carry
from lk.applications.service.folder import documents_of
from lk.applications.service.locking import lock
from lk.db import db, new_public_id

OTHER_SLOT = "other"
# Kept in a form of their own; a page shows them in the usual one.
_SHOWN_AS_TYPED = {"phone", "passport", "snils", "date"}


def start(*, user: User, kind_code: str, at: datetime) -> Application:
    """A new draft of this kind with what the profile knows already.

    Raises UnknownKind, TooManyDrafts.
    """
    kind = catalogue.kind(kind_code, options())
    # The consumer's row is held, so that two tabs cannot pass the limit together.
    db.session.execute(select(User.id).where(User.id == user.id).with_for_update())
    rules.check_new_draft(_count_drafts(user.id))
    application = Application(
        public_id=new_public_id(),
        user_id=user.id,
        kind_code=kind_code,
        status=NEW,
        created_at=at,
        saved_at=at,
    )
    application.keep_typed(_known(kind, user))
    db.session.add(application)
    db.session.flush()
    audit.record(
        "application.started", actor=f"consumer:{user.login}", subject=_subject(application), at=at
    )
    return application


def open_draft(*, user_id: int, kind_code: str) -> Application | None:
    """The draft of this kind that was saved last."""
    mine = (Application.user_id == user_id, Application.status == NEW)
    query = select(Application).where(*mine, Application.kind_code == kind_code)
    return db.session.scalar(query.order_by(Application.saved_at.desc()).limit(1))


def start_similar(*, like: Application, user: User, at: datetime) -> Application:
    """«Подать похожую»: a draft of the same kind with what stays true of the applicant.

    Goes on with a draft of that kind that nobody has touched yet. Raises TooManyDrafts.
    """
    draft = open_draft(user_id=user.id, kind_code=like.kind_code)
    if draft is None or not draft.is_untouched:
        draft = start(user=user, kind_code=like.kind_code, at=at)
    known = steps.durable_answers(like.kind, like.submitted)
    shown = {key: _as_typed(like.kind.field(key), value) for key, value in known.items()}
    draft.keep_typed(draft.typed | shown)
    return draft


def change_kind(
    *, application: Application, kind_code: str, user: User, at: datetime, reliability: str = ""
) -> None:
    """Move a draft to another kind with every answer and file. `reliability`: the wish for which
    the kind is changed, where the old one could not take it as an answer.

    Files of a slot that the new kind does not know go to «Иные документы». Raises NotEditable for
    what is not a draft, UnknownKind.
    """
    lock(application)
    if not application.is_draft:
        raise rules.NotEditable
    target, before = catalogue.kind(kind_code, options()), application.kind
    wish: Answers = {"reliability": reliability} if reliability else {}
    application.keep_typed(carry(before, target, {**application.typed, **wish}))
    application.kind_code, application.saved_at = target.code, at
    slots = {slot.code for slot in target.documents}
    for document in documents_of(application):
        if document.slot not in slots:
            document.slot = OTHER_SLOT
    audit.record(
        "application.kind_changed",
        actor=f"consumer:{user.login}",
        subject=_subject(application),
        at=at,
        before=before.code,
        after=target.code,
    )


def delete_draft(*, application: Application, by: str, at: datetime) -> list[str]:
    """Forget the draft; returns the names of its stored files, to be removed after the commit.

    `by` is the actor of the audit. Raises NotEditable for an application that was submitted.
    """
    lock(application)
    if not application.is_draft:
        raise rules.NotEditable
    keys = [document.storage_key for document in documents_of(application)]
    db.session.execute(delete(Document).where(Document.application_id == application.id))
    audit.record("application.deleted", actor=by, subject=_subject(application), at=at)
    db.session.delete(application)
    db.session.flush()
    return keys


def _as_typed(field: catalogue.Field, value: catalogue.Value) -> catalogue.Value:
    """A parsed answer as a person would have typed it."""
    return values.show(field, value) if field.type in _SHOWN_AS_TYPED else value


def _count_drafts(user_id: int) -> int:
    query = select(func.count()).where(Application.user_id == user_id, Application.status == NEW)
    return db.session.scalar(query) or 0


def _known(kind: catalogue.Kind, user: User) -> Answers:
    """What the profile says: e-mail, telephone, and of a person the parts of the name."""
    found: Answers = {
        field.key: values.show(field, getattr(user, field.prefill))
        for field in kind.fields
        if field.prefill and getattr(user, field.prefill)
    }
    found |= {field.key: field.default for field in kind.fields if field.default}
    if user.kind == "organisation" and _accepts(kind, "org_name", user.name):
        found["org_name"] = user.name
    names = user.name.split()
    if user.kind != "organisation" and len(names) in {2, 3}:
        parts = dict(zip(("last_name", "first_name", "middle_name"), names, strict=False))
        found |= {key: name for key, name in parts.items() if _accepts(kind, key, name)}
    return found


def _accepts(kind: catalogue.Kind, key: str, name: str) -> bool:
    """Whether the form has this field and would take the name as it stands in the profile."""
    field = next((each for each in kind.fields if each.key == key), None)
    try:
        return field is not None and values.parse(field, name) is not None
    except values.Refused:
        return False


def _subject(application: Application) -> str:
    return f"application:{application.public_id}"
