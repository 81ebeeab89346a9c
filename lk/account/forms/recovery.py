from wtforms import StringField

from lk.account.forms.sign_in import LOGIN_KW
from lk.web.fields import EmailField, Filled, NoLongerThan
from lk.web.forms import Form


class AddressForm(Form):
    """One field for three pages: «Восстановить имя», «Восстановить пароль», the letter again."""

    email = EmailField(
        "Адрес электронной почты",
        [Filled(), NoLongerThan(254)],
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )


class CodeForm(Form):
    """«Восстановить пароль» (fig. 6)."""

    login = StringField("Логин", [Filled(), NoLongerThan(254)], render_kw=LOGIN_KW)
    code = StringField(
        "Код подтверждения",
        [Filled(), NoLongerThan(20)],
        description="8 букв и цифр из письма.",
        render_kw={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "width": "w10",
        },
    )
