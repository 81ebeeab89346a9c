"""The base of all forms: Russian messages, no characters that a database refuses."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FileField
from wtforms.i18n import DummyTranslations

NUL_MESSAGE = "Уберите из поля «{label}» недопустимые символы и введите текст заново"


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """FlaskForm whose errors name the field; the CSRF token is checked before any form is made."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False  # lk.web.csrf checks every unsafe request

        def get_translations(self, form: Any) -> Any:
            return DummyTranslations()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What the browser sent, unless the view gives something itself, or None."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return _sent_to(form) if request.method == "POST" else None

    def validate(self, extra_validators: Any = None) -> bool:
        """All validators, then the check for characters that no field may hold."""
        is_valid = bool(super().validate(extra_validators))
        return self._has_clean_text() and is_valid

    def _has_clean_text(self) -> bool:
        is_clean = True
        for field in self:
            if isinstance(field.data, str) and not is_storable(field.data):
                field.errors = [NUL_MESSAGE.format(label=label_of(field))]
                is_clean = False
        return is_clean


def _sent_to(form: Any) -> MultiDict[str, Any]:
    """Files for the fields of files, text for all others; whatever else was sent under their names
    (a file as a login, a JSON body) is nothing.
    """
    takes_files = {field.name for field in form if isinstance(field, FileField)}
    texts = [(n, v) for n, v in request.form.items(multi=True) if n not in takes_files]
    files = [(n, v) for n, v in request.files.items(multi=True) if n in takes_files]
    return MultiDict([*texts, *files])


def is_storable(text: str) -> bool:
    """Whether both databases take the text: no NUL, no lone surrogate."""
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def label_of(field: Field) -> str:
    """The label without its mark: «Логин» for «Логин *»."""
    return str(field.label.text).rstrip(" *:")


def public_id_in(text: str | None) -> str | None:
    """What looks like an id or a key of ours; None for anything else that a browser sends."""
    return text if text and len(text) == 26 and text.isascii() and text.isalnum() else None


def whole_in(text: str | None) -> int | None:
    """A whole number of at most nine digits; None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
