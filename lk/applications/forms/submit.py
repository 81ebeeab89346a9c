from collections.abc import Sequence

from wtforms import BooleanField, HiddenField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from lk.applications.rules import AccuracyNotConfirmed, ConsentMissing
from lk.web.fields import Filled, NoLongerThan
from lk.web.forms import Form, whole_in


class SubmitForm(Form):
    """«Предпросмотр»: two boxes, neither ticked beforehand."""

    is_accurate = BooleanField("Сведения достоверны", [Filled(AccuracyNotConfirmed.message)])
    consent = BooleanField(
        "Согласен на передачу моих данных гарантирующему поставщику",
        [Filled(ConsentMissing.message)],
    )


class CorrectionForm(Form):
    """The same page when what was sent is mended.

    `dropped`: files that no longer belong to it; `seen`: the last receipt that the page knew of.
    """

    dropped = SelectMultipleField(
        "Убрать из заявки",
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        description="Отметьте файлы, которые отправлены по ошибке",
    )
    comment = TextAreaField(
        "Что исправлено",
        [NoLongerThan(1000)],
        description="Необязательно. Например: приложен план участка",
        render_kw={"rows": 3},
    )
    is_accurate = BooleanField("Сведения достоверны", [Filled(AccuracyNotConfirmed.message)])
    seen = HiddenField()

    def offer(self, files: Sequence[tuple[str, str]]) -> None:
        """The files that may be taken out: public id and words."""
        self.dropped.choices = [SelectChoice(value, words) for value, words in files]

    @property
    def seen_number(self) -> int | None:
        return whole_in(self.seen.data)
