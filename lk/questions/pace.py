"""How often one may ask. Counted while the request prepares, before the write lock is held."""

from datetime import timedelta
from typing import Any

from flask import g
from flask_login import current_user

from lk.clock import now
from lk.db import db
from lk.limits import Limit, take
from lk.questions.forms import QuestionForm

QUESTIONS = Limit("questions", tries=20, per=timedelta(hours=1), is_flat=True)


def count_question(**_: Any) -> timedelta | None:
    """For `@writes(prepare=count_question)`: how long the consumer has to wait, or None.

    A form that would be refused anyway is not counted.
    """
    if not current_user.is_authenticated or g.get("csrf_failed") or not QuestionForm().validate():
        return None
    user_id = str(current_user.id)
    db.session.close()  # what the request has read so far must keep no writer out
    return take([(QUESTIONS, user_id)], now())
