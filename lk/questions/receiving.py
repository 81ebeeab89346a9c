"""What is done with a question before the write lock is held: counting, and judging its files."""

from datetime import timedelta
from typing import Any, BinaryIO, cast

from flask import request
from flask_login import current_user

from lk.clock import now
from lk.db import db
from lk.limits import Limit, take
from lk.questions import service
from lk.questions.forms import QuestionForm, Received
from lk.questions.rules import MOST_FILES
from lk.uploads.rules import MAX_FILE_BYTES
from lk.web.access import is_let_in
from lk.web.leftovers import sweep_later

QUESTIONS = Limit("questions", tries=20, per=timedelta(hours=1), is_flat=True)
# The files, and the form around them: 4000 characters of Cyrillic as a form sends them are 24 kB.
BODY = MOST_FILES * MAX_FILE_BYTES + 1024 * 1024

SIGNED_IN_AGAIN = (
    "Вы снова вошли. Вопрос еще не отправлен: проверьте его и нажмите «Отправить». "
    "Если вы прикладывали файлы, выберите их снова."
)


def receive_question(**_: Any) -> Received:
    """For `@writes(prepare=receive_question)` under `@caps(content_length=BODY)`.

    A form that would be refused anyway is not counted, and its files are not judged.
    """
    if not is_let_in():
        return Received()
    user_id = str(current_user.id)
    db.session.close()  # what the request has read so far must keep no writer out
    chosen = [
        (each.filename, cast(BinaryIO, each.stream))
        for each in request.files.getlist("files")
        if each.filename
    ]
    if not QuestionForm().validate():
        return Received(had_others=bool(chosen))
    if wait := take([(QUESTIONS, user_id)], now()):
        return Received(wait, had_others=bool(chosen))
    taken = service.prepare_files(chosen)
    sweep_later(each.stored.key for each in taken.ready)
    return Received(
        None, taken.ready, [each.words for each in taken.refusals], had_others=bool(taken.ready)
    )
