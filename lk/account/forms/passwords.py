"""The two fields of a new password: registration, recovery and change have the same ones."""

from collections.abc import Iterable
from typing import Any

from wtforms import PasswordField
from wtforms.validators import ValidationError

from lk.account.errors import PasswordRefused
from lk.account.passwords import check_password
from lk.account.passwords.policy import words_of
from lk.company import company
from lk.web.fields import Filled, SameAs
from lk.web.forms import Form

HINT = (
    "Не короче 10 знаков, знаки любые. Надежнее и проще запомнить три-четыре слова, "
    "не связанных друг с другом."
)
NEW_PASSWORD = {"autocomplete": "new-password"}


def new_password(label: str) -> PasswordField:
    return PasswordField(label, [Filled()], description=HINT, render_kw=NEW_PASSWORD)


def repeat_of(field: str, label: str = "Повтор пароля") -> PasswordField:
    same = SameAs(field, "Пароли не совпадают. Введите одинаковые.")
    return PasswordField(label, [Filled(), same], render_kw=NEW_PASSWORD)


class WithNewPassword(Form):
    """A form that sets a password; `words` are what it must not be made of."""

    def person_words(self) -> dict[str, str]:
        """Login, e-mail and phone of the person whose password it is."""
        raise NotImplementedError

    def validate_password(self, field: Any) -> None:
        words: Iterable[str] = words_of(**self.person_words(), company=company().password_words)
        try:
            check_password(field.data, words=words)
        except PasswordRefused as error:
            raise ValidationError(str(error)) from error
