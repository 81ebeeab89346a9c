from wtforms import BooleanField, HiddenField, PasswordField, StringField

from lk.web.fields import Filled
from lk.web.forms import Form

LOGIN_KW = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(Form):
    """«Вход» (fig. 7). `kept` is the sealed body of a step: see kept_body."""

    login = StringField(
        "Логин",
        [Filled()],
        description="Подойдет и адрес электронной почты.",
        render_kw=LOGIN_KW,
    )
    password = PasswordField("Пароль", [Filled()], render_kw={"autocomplete": "current-password"})
    remember = BooleanField("Запомнить меня")
    next = HiddenField()
    kept = HiddenField()
