from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import cast

from sqlalchemy import Table, Update, bindparam, select, update
from sqlalchemy.orm.attributes import set_committed_value

from lk.account.models import SignIn, User
from lk.applications import catalogue, rules, values
from lk.applications.differences import differences
from lk.applications.models import NEW, Answers, Application
from lk.applications.service.locking import lock
from lk.applications.service.merging import Conflict, merge
from lk.db import begin_write_and_keep, db

# What the row keeps of a draft, beside the moment.
_OF_DRAFT = ("draft_answers", "sealed_with", "object_address", "search_key")


def save_step(
    *,
    application: Application,
    step: str,
    raw: Mapping[str, object],
    at: datetime,
    seen: Mapping[str, str] | None = None,
    kept: frozenset[str] = frozenset(),
) -> tuple[Conflict, ...]:
    """Keep all that was typed in `step`, right or wrong; what `raw` lacks is left alone.

    `seen` are the marks of what the page was shown: a field that another window has changed since
    then, and to something else, stays as it is stored and comes back as a conflict, unless it is
    among `kept`, where the person has chosen this text. Raises NotEditable.
    """
    lock(application)
    if not application.is_editable_at(at):
        raise rules.NotEditable
    asked = application.kind.step(step)
    found = merge(
        asked.fields,
        stored=application.typed,
        typed=answers_for_step(asked, raw),
        seen=seen,
        kept=kept,
    )
    application.keep_typed(found.answers)
    if application.is_submitted and not _differs(application):
        application.draft_answers = None  # nothing is corrected yet
    application.saved_at = at
    return found.conflicts


def save_at_once(
    *,
    application: Application,
    step: str,
    raw: Mapping[str, object],
    at: datetime,
    sign_in_id: int,
    seen: Mapping[str, str] | None = None,
) -> bool | None:
    """`save_step` of a draft, thought out before anything is locked; whether something was written.

    With scripts each field is saved when it is left, so mostly nothing is new: False. Else one
    UPDATE, in a write transaction that is open afterwards, finds the row as it was read and the
    session still open: True. None where it does not, there is a conflict to be shown, or a draft is
    saved for the first time: nothing was written, and `save_step` has to judge it under the lock.
    """
    if not application.is_draft or application.is_untouched:
        return None
    asked, stored = application.kind.step(step), application.typed
    typed = answers_for_step(asked, raw)
    found = merge(asked.fields, stored=stored, typed=typed, seen=seen)
    if found.conflicts:
        return None
    if _said(found.answers) == _said(stored):
        return False
    return _replace(application, found.answers, at, sign_in_id) or None


def _said(answers: Answers) -> Answers:
    """Without what is empty: a form sends all of its fields."""
    return {key: value for key, value in answers.items() if value not in ("", None, False, [])}


def _replace(application: Application, answers: Answers, at: datetime, sign_in_id: int) -> bool:
    """Write the answers if the row still is the draft that was read, and by whom it was read."""
    columns = {name: getattr(application, name) for name in _OF_DRAFT} | {"saved_at": at}
    columns |= application.columns_of(answers)
    read = {"read_id": application.id, "read_answers": application.draft_answers}
    read["read_by"] = sign_in_id
    begin_write_and_keep()
    if db.session.connection().execute(_replacement(), columns | read).rowcount != 1:
        return False
    for name, value in columns.items():
        set_committed_value(application, name, value)
    return True


@cache
def _replacement() -> Update:
    """Put together once: it is the most frequent act of all."""
    row = cast("Table", Application.__table__)
    is_as_read = row.c.draft_answers.is_not_distinct_from(bindparam("read_answers"))
    is_open = (SignIn.id == bindparam("read_by"), SignIn.ended_at.is_(None))
    reader = select(SignIn.id).join_from(SignIn, User, SignIn.user_id == User.id).where(*is_open)
    is_let_in = reader.where(User.blocked_at.is_(None)).exists()
    query = update(row).where(row.c.id == bindparam("read_id"), row.c.status == NEW, is_as_read)
    query = query.where(is_let_in)
    return query.values({name: bindparam(name) for name in (*_OF_DRAFT, "saved_at")})


def _differs(application: Application) -> bool:
    return bool(differences(application.kind, application.submitted, application.typed))


def answers_for_step(step: catalogue.Step, raw: Mapping[str, object]) -> Answers:
    """Of what came in, the answers to this step's questions, without what nothing can hold."""
    keys = {field.key for field in step.fields if field.type != "readonly"}
    kept = values.keepable({key: raw[key] for key in keys if key in raw})
    found: Answers = dict(kept) if isinstance(kept, dict) else {}
    return found
