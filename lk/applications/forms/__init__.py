"""Forms of applications; those of the steps are made of the catalogue at run time."""

from lk.applications.forms.check import CheckForm
from lk.applications.forms.documents import documents_form, field_name
from lk.applications.forms.sheet import Line, Part, parts_of
from lk.applications.forms.step import StepForm, shown_text, step_form
from lk.applications.forms.submit import ResubmitForm, SubmitForm

__all__ = [
    "CheckForm",
    "Line",
    "Part",
    "ResubmitForm",
    "StepForm",
    "SubmitForm",
    "documents_form",
    "field_name",
    "parts_of",
    "shown_text",
    "step_form",
]
