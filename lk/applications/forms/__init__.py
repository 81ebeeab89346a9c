"""Forms of applications; those of the steps are made of the catalogue at run time."""

from lk.applications.forms.acts import ActForm, act_form
from lk.applications.forms.check import CheckForm
from lk.applications.forms.documents import documents_form, field_name
from lk.applications.forms.guide import GuideForm
from lk.applications.forms.notices import changed_notices
from lk.applications.forms.search import SearchForm
from lk.applications.forms.sheet import Sheet, sheet, shown_text
from lk.applications.forms.step import Sent, read_step, write_seen
from lk.applications.forms.submit import CorrectionForm, SubmitForm

__all__ = [
    "ActForm",
    "CheckForm",
    "CorrectionForm",
    "GuideForm",
    "SearchForm",
    "Sent",
    "Sheet",
    "SubmitForm",
    "act_form",
    "changed_notices",
    "documents_form",
    "field_name",
    "read_step",
    "sheet",
    "shown_text",
    "write_seen",
]
