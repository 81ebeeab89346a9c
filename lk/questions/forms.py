from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from wtforms import HiddenField, MultipleFileField, TextAreaField

from lk.db import new_public_id
from lk.questions.rules import LONGEST_TEXT, MOST_FILES, tidy
from lk.uploads import ReadyFile
from lk.uploads.rules import ACCEPT, MAX_FILE_MB
from lk.web.fields import Filled, NoLongerThan
from lk.web.filters import in_words
from lk.web.forms import Form, public_id_in, whole_in

CHOOSE_AGAIN = "Файлы мы еще не сохранили: выберите их снова перед отправкой."


@dataclass(frozen=True)
class Received:
    """What came with a form, judged before it: how long to wait, files stored, files refused.

    `had_others`: files came that nothing is wrong with.
    """

    wait: timedelta | None = None
    ready: Sequence[ReadyFile] = ()
    refusals: Sequence[str] = ()
    had_others: bool = False


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
    files = MultipleFileField(
        "Файлы",
        description=f"Если нужны: до {MOST_FILES}\N{NO-BREAK SPACE}файлов PDF, JPEG, PNG или HEIC, "
        f"каждый до {MAX_FILE_MB}\N{NO-BREAK SPACE}МБ.",
        render_kw={"accept": ACCEPT},
    )
    key = HiddenField(default=new_public_id)
    seen = HiddenField()
    next = HiddenField()

    def accepts(self, received: Received) -> bool:
        """Whether the form is filled in well, its files are taken, and nobody need wait.

        A browser gives chosen files away once: where anything is refused, they are asked for again.
        """
        is_valid = bool(self.validate())
        if received.wait is not None:
            wait = in_words(received.wait)
            self.form_errors.append(
                f"За последний час вы задали много вопросов. Следующий можно отправить через "
                f"{wait}; текст сохранен на странице."
            )
        is_accepted = is_valid and received.wait is None and not received.refusals
        if not is_accepted:
            self.files.errors = [*received.refusals, *([CHOOSE_AGAIN] * received.had_others)]
        return is_accepted

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
