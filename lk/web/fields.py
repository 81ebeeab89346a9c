"""Fields and validators that several forms share; messages name the field and the way out."""

from typing import Any, ClassVar

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from wtforms import Field, StringField
from wtforms.validators import StopValidation

from lk.web.forms import label_of


class Filled:
    """Required; «Заполните поле „Логин“», or `message` where another word fits better."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str = "Заполните поле «{label}»") -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        data = field.data.strip() if isinstance(field.data, str) else field.data
        if not data:
            field.errors = []
            raise StopValidation(self.message.format(label=label_of(field)))


class NoLongerThan:
    """At most `most` characters."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and len(field.data) > self.most:
            raise StopValidation(
                f"{label_of(field)}: не больше {self.most} знаков, сейчас {len(field.data)}"
            )


class SameAs:
    """The repeat of another field."""

    def __init__(self, other: str, message: str) -> None:
        self.other, self.message = other, message

    def __call__(self, form: Any, field: Field) -> None:
        if field.data != form[self.other].data:
            raise StopValidation(self.message)


class EmailField(StringField):  # type: ignore[misc]
    """An address in its normal form, domain in lower case; «почта.рф» is one too."""

    data: str | None

    def pre_validate(self, form: Any) -> None:
        if not self.data or not self.data.strip():
            return
        try:
            found = validate_email(self.data.strip(), check_deliverability=False)
        except EmailNotValidError as error:
            raise StopValidation(
                f"{label_of(self)}: проверьте адрес, он должен быть вида name@example.ru"
            ) from error
        self.data = found.normalized


class PhoneField(StringField):  # type: ignore[misc]
    """A Russian number in any usual spelling, kept as +7XXXXXXXXXX."""

    data: str | None

    def pre_validate(self, form: Any) -> None:
        if not self.data or not self.data.strip():
            return
        found = parse_phone(self.data)
        if found is None:
            raise StopValidation(
                f"{label_of(self)}: нужен номер с кодом, например 8 (3822) 999-718"
            )
        self.data = found


def parse_phone(text: str) -> str | None:
    """`8 (3822) 999-718` → `+73822999718`; None when it is no possible Russian number."""
    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException:
        return None
    if number.country_code != 7 or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
