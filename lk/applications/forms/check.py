from wtforms import StringField

from lk.web.fields import Filled, NoLongerThan
from lk.web.forms import Form

ONE_NAME = "Заполните поле «ФИО» или «Название организации»"


class CheckForm(Form):
    """«Проверить заявку»: the number and one of the two names (manual 4.6.4)."""

    number = StringField(
        "Номер заявки",
        [Filled(), NoLongerThan(60)],
        description="Как в письме, например 2020-01-10-702-5",
        render_kw={"autocomplete": "off", "width": "w20"},
    )
    person = StringField(
        "ФИО",
        [NoLongerThan(200)],
        description="Заявителя, а у организации — руководителя, полностью, как в заявке",
        render_kw={"autocomplete": "off"},
    )
    organisation = StringField(
        "Название организации",
        [NoLongerThan(300)],
        description="Если заявку подала организация",
        render_kw={"autocomplete": "off"},
    )

    @property
    def names(self) -> list[str]:
        """The names that were given, one or both."""
        typed = (self.person.data, self.organisation.data)
        return [name for name in typed if name and name.strip()]

    def validate(self, extra_validators: object = None) -> bool:
        is_valid: bool = super().validate(extra_validators)
        if self.names:
            return is_valid
        self.person.errors = [*self.person.errors, ONE_NAME]
        return False
