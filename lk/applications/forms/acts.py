from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, MultipleFileField, TextAreaField

from lk.applications.acts import LONGEST_TEXT, MOST_FILES, Act, is_enough
from lk.applications.rules import ActIncomplete
from lk.db import new_public_id
from lk.uploads.rules import ACCEPT, MAX_FILE_MB
from lk.web.fields import Filled, NoLongerThan
from lk.web.forms import Form, public_id_in

LIMITS = f"PDF, JPEG, PNG или HEIC, до {MOST_FILES} файлов, каждый до {MAX_FILE_MB}\u00a0МБ"


class ActForm(Form):
    """What goes along with an act; `key` makes a double click one act."""

    key = HiddenField(default=new_public_id)

    @property
    def one_time_key(self) -> str | None:
        return public_id_in(self.key.data)

    @property
    def words(self) -> str:
        return (self.text.data or "").strip() if "text" in self else ""

    def accepts(self, act: Act, *, files: int, refusals: Sequence[str]) -> bool:
        """`files` of them were taken in; `refusals` say why others were not."""
        is_valid = bool(self.validate())
        if refusals:
            target = self.files.errors if "files" in self else ()
            self._refuse_files([*target, *refusals])
            return False
        if is_valid and not is_enough(act, text=self.words, files=files):
            if act.files == "must":
                self._refuse_files([f"Приложите файл: {act.files_label.lower()}"])
            else:
                self.form_errors.append(ActIncomplete.message)
            return False
        return is_valid

    def _refuse_files(self, words: list[str]) -> None:
        if "files" in self:
            self.files.errors = words
        else:
            self.form_errors.extend(words)


def _how_needed(act: Act) -> str:
    if act.needs_one:
        return "Словами здесь или файлом ниже"
    return "" if act.text == "must" else "Необязательно"


def act_form(act: Act) -> type[ActForm]:
    """The form of this act: words and files as it needs them."""
    fields: dict[str, Any] = {}
    if act.text != "no":
        checks: list[Any] = [NoLongerThan(LONGEST_TEXT)]
        fields["text"] = TextAreaField(
            act.text_label,
            [Filled(), *checks] if act.text == "must" else checks,
            description=_how_needed(act),
            render_kw={"rows": 5},
        )
    if act.files != "no":
        fields["files"] = MultipleFileField(
            act.files_label,
            description=LIMITS if act.files == "must" or act.needs_one else f"Если есть. {LIMITS}",
            render_kw={"accept": ACCEPT},
        )
    return type("ThisActForm", (ActForm,), fields)
