from datetime import timedelta
from math import ceil

from wtforms import HiddenField, TextAreaField

from lk.db import new_public_id
from lk.questions.rules import LONGEST_TEXT, tidy
from lk.web.fields import Filled, NoLongerThan
from lk.web.filters import plural
from lk.web.forms import Form


class QuestionForm(Form):
    """A question or the next message of a thread.

    `key` makes a double click one message, `seen` is the last message that the page showed,
    `next` the page to come back to.
    """

    text = TextAreaField(
        "Ваш вопрос",
        [Filled("Напишите ваш вопрос"), NoLongerThan(LONGEST_TEXT)],
        filters=[tidy],
        description=f"До {LONGEST_TEXT} знаков. Ответ придет сюда и письмом на вашу почту.",
        render_kw={"rows": 6},
    )
    key = HiddenField(default=new_public_id)
    seen = HiddenField()
    next = HiddenField()

    def accepts(self, wait: timedelta | None) -> bool:
        """Whether the form is filled in well and the consumer need not wait."""
        is_valid = bool(self.validate())
        if wait is not None:
            minutes = plural(ceil(wait.total_seconds() / 60), "минуту,минуты,минут")
            self.form_errors.append(
                f"За последний час вы задали много вопросов. Следующий можно отправить через "
                f"{minutes}; текст сохранен на странице."
            )
        return is_valid and wait is None

    @property
    def one_time_key(self) -> str | None:
        """The key when it is one that a page of ours could have given."""
        return public_id_in(self.key.data)

    @property
    def seen_number(self) -> int | None:
        return whole_in(self.seen.data)


class ReadForm(Form):
    """«Прочитано»: `seen` and `next` as in `QuestionForm`."""

    seen = HiddenField()
    next = HiddenField()

    @property
    def seen_number(self) -> int | None:
        return whole_in(self.seen.data)


def public_id_in(text: str | None) -> str | None:
    """What looks like an id or a key of ours; None for anything else that a browser sends."""
    return text if text and len(text) == 26 and text.isascii() and text.isalnum() else None


def whole_in(text: str | None) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
