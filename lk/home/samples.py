"""Sample fields for the page of all parts (`/lk/_parts`, demo only): each kind, some refused."""

from wtforms import (
    BooleanField,
    DateField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from lk.web.controls import Control, Fixed, Rows
from lk.web.fields import Filled
from lk.web.forms import Form

_OBJECTS = [SelectChoice("house", "Жилой дом"), SelectChoice("plot", "Земельный участок")]


class SampleForm(Form):
    """One field of each kind; those named `bad_…` are shown refused."""

    surname = StringField("Фамилия", [Filled()], render_kw={"autocomplete": "family-name"})
    bad_address = StringField("Адрес объекта", [Filled()], description="Город, улица, дом")
    power = StringField("Мощность", render_kw={"unit": "кВт", "width": "w6"})
    day = DateField("Дата выдачи", render_kw={"width": "w10"})
    password = PasswordField(
        "Пароль", [Filled()], description="От 10 знаков", render_kw={"autocomplete": "new-password"}
    )
    kind = SelectField("Вы", [Filled()], choices=_OBJECTS, validate_choice=False)
    bad_object = RadioField("Что присоединяется", [Filled()], choices=_OBJECTS)
    reasons = SelectMultipleField(
        "В связи с",
        choices=_OBJECTS,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    comment = TextAreaField("Комментарий")
    bad_consent = BooleanField("Сведения достоверны", [Filled()])
    plan = MultipleFileField("План расположения", [Filled()], render_kw={"accept": ".pdf"})
    bad_plan = MultipleFileField("Документ о праве", [Filled()], render_kw={"accept": ".pdf"})
    extra = MultipleFileField("Доверенность")


def sample_form() -> SampleForm:
    """The form after a refused sending."""
    form = SampleForm(formdata=None, data={"surname": "Щербакова", "power": "12,5"})
    form.bad_address.errors = ["Заполните поле «Адрес объекта»"]
    form.bad_object.errors = ["Выберите, что присоединяется"]
    form.bad_consent.errors = ["Подтвердите, что сведения достоверны"]
    form.bad_plan.errors = ["Файл «план.pdf» больше 10 МБ. Уменьшите его или приложите частями"]
    return form


def sample_rows() -> Rows:
    """Two rows of a repeating group."""
    rows: list[list[Control | Fixed]] = [
        [
            Control(f"stages-{number}-until", "Срок ввода", is_required=True, width="w10"),
            Control(f"stages-{number}-power", "Мощность, кВт", is_required=True, unit="кВт"),
        ]
        for number in range(2)
    ]
    return Rows("stages", "Сроки ввода по этапам", rows, row_title="Этап", least=1)
