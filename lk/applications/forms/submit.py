from wtforms import BooleanField, TextAreaField

from lk.applications.rules import AccuracyNotConfirmed, ConsentMissing
from lk.web.fields import Filled, NoLongerThan
from lk.web.forms import Form


class SubmitForm(Form):
    """«Предпросмотр»: two boxes, neither ticked beforehand."""

    is_accurate = BooleanField("Сведения достоверны", [Filled(AccuracyNotConfirmed.message)])
    consent = BooleanField(
        "Согласен на передачу моих данных гарантирующему поставщику",
        [Filled(ConsentMissing.message)],
    )


class ResubmitForm(Form):
    """The same page when the office has asked for something and it is done."""

    is_accurate = BooleanField("Сведения достоверны", [Filled(AccuracyNotConfirmed.message)])
    comment = TextAreaField(
        "Что исправлено",
        [NoLongerThan(1000)],
        description="Необязательно. Например: приложен план участка",
    )
