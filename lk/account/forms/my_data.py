from typing import Any

from wtforms import PasswordField, StringField
from wtforms.validators import ValidationError

from lk.account import rules
from lk.account.forms.passwords import WithNewPassword, new_password, repeat_of
from lk.account.visitor import Visitor
from lk.web.fields import EmailField, Filled, NoLongerThan, PhoneField
from lk.web.forms import Form

_NAMES = {
    "person": "Фамилия, имя, отчество",
    "organisation": "Название организации",
    "entrepreneur": "Фамилия, имя, отчество предпринимателя",
}
OWN_PASSWORD = {"autocomplete": "current-password"}


class DataForm(Form):
    """«Мои данные» (chapter 4.5). `password` is asked when the e-mail changes.

    `is_fresh`: the password was typed a few minutes ago, so the phone needs it not again.
    """

    name = StringField(
        "",
        [NoLongerThan(rules.LONGEST_NAME)],
        filters=[lambda text: " ".join(text.split()) if text else ""],
    )
    email = EmailField(
        "Адрес электронной почты",
        [Filled(), NoLongerThan(254)],
        description="Новый адрес начнет действовать, когда вы подтвердите его по ссылке из письма.",
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    phone = PhoneField("Телефон", [Filled()], render_kw={"autocomplete": "tel", "inputmode": "tel"})
    password = PasswordField(
        "Пароль",
        description="Нужен, когда вы меняете адрес почты или телефон.",
        render_kw=OWN_PASSWORD,
    )

    def __init__(self, *args: Any, user: Visitor, is_fresh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.is_fresh = user, is_fresh
        self.name.label.text = _NAMES[user.kind]
        self.name.render_kw = {
            "autocomplete": "organization" if user.kind == "organisation" else "name"
        }

    @property
    def changes_email(self) -> bool:
        return rules.email_key(self.email.data or "") != rules.email_key(self.user.email)

    @property
    def needs_password(self) -> bool:
        return self.changes_email or (self.phone.data != self.user.phone and not self.is_fresh)

    def validate_password(self, field: Any) -> None:
        if self.needs_password and not field.data:
            raise ValidationError("Введите пароль, чтобы сменить адрес почты или телефон.")


class OwnPasswordForm(Form):
    """The password again, before an act that matters."""

    current = PasswordField("Пароль", [Filled()], render_kw=OWN_PASSWORD)


class ConsentForm(OwnPasswordForm):
    """«Отозвать согласие»."""


class NewPasswordForm(WithNewPassword):
    """A new password twice, after a recovery; `person` gives the words it must not be made of."""

    password = new_password("Новый пароль")
    password_again = repeat_of("password")

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def person_words(self) -> dict[str, str]:
        person = self.person
        return {"login": person.login, "email": person.email, "phone": person.phone}


class ChangePasswordForm(NewPasswordForm):
    """The same with the present one first."""

    current = PasswordField("Текущий пароль", [Filled()], render_kw=OWN_PASSWORD)
