from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, ValidationError

from lk.account import rules
from lk.account.forms.passwords import WithNewPassword, new_password, repeat_of
from lk.account.forms.sign_in import LOGIN_KW
from lk.web.fields import EmailField, Filled, NoLongerThan, PhoneField, SameAs

LONGEST_EMAIL = 254


class MustAgree:
    """«Согласен» of two; the terms are a condition of the service."""

    field_flags = {"required": True}  # noqa: RUF012

    def __call__(self, form: Any, field: Any) -> None:
        if field.data == "no":
            raise ValidationError(
                "Без согласия с условиями кабинет не работает. Прочтите их и выберите «Согласен»."
            )
        if field.data != "yes":
            raise ValidationError("Прочтите условия предоставления услуг и выберите «Согласен».")


class RegistrationForm(WithNewPassword):
    """«Регистрация на сайте» (fig. 2): labels and order are the manual's.

    The consent to personal data stands apart from the terms, unticked (152-FZ art. 9 as of
    01.09.2025).
    """

    login = StringField(
        "Логин",
        [Filled()],
        description="От 3 до 50 знаков: буквы, цифры, точка, дефис, подчеркивание.",
        filters=[lambda text: text.strip() if text else text],
        render_kw=LOGIN_KW | {"maxlength": rules.LONGEST_LOGIN},
    )
    password = new_password("Пароль")
    password_again = repeat_of("password")
    email = EmailField(
        "Адрес электронной почты",
        [Filled(), NoLongerThan(LONGEST_EMAIL)],
        description="На него придет письмо со ссылкой для завершения регистрации.",
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    email_again = EmailField(
        "Подтверждение адреса электронной почты",
        [Filled(), SameAs("email", "Адреса не совпадают. Введите один и тот же адрес дважды.")],
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    kind = SelectField(
        "Вы",
        [Filled(), AnyOf(tuple(rules.KINDS), message="Вы: выберите, кто регистрируется.")],
        choices=[SelectChoice(code, title) for code, title in rules.KINDS.items()],
        validate_choice=False,
        default="person",
    )
    phone = PhoneField(
        "Телефон",
        [Filled()],
        description="Например: 8 923 456-78-90.",
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    terms = RadioField(
        "Условия предоставления услуг",
        [MustAgree()],
        choices=[SelectChoice("yes", "Согласен"), SelectChoice("no", "Нет")],
        validate_choice=False,
    )
    consent = BooleanField(
        "Даю согласие на обработку моих персональных данных",
        [
            Filled(
                "Отметьте согласие на обработку персональных данных: "
                "без него учетную запись не открыть"
            )
        ],
    )

    def validate_login(self, field: Any) -> None:
        if problem := rules.login_problem(field.data):
            raise ValidationError(problem)

    def facts(self) -> dict[str, str]:
        """What the account is made of, the password excepted."""
        fields = (self.login, self.email, self.kind, self.phone)
        return {field.short_name: field.data or "" for field in fields}

    def person_words(self) -> dict[str, str]:
        return {
            "login": self.login.data or "",
            "email": self.email.data or "",
            "phone": self.phone.data or "",
        }
