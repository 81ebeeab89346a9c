from collections.abc import Sequence
from typing import Any

from wtforms import MultipleFileField

from lk.applications.catalogue import DocumentSlot
from lk.uploads.rules import ACCEPT
from lk.web.forms import Form


def field_name(slot: str) -> str:
    """How the slot's file control is called in the form."""
    return f"file_{slot}"


def documents_form(slots: Sequence[DocumentSlot]) -> Any:
    """One file control a slot; the files themselves are taken before this form is made."""
    fields = {
        field_name(slot.code): MultipleFileField(
            slot.title, description=slot.hint, render_kw={"accept": ACCEPT}
        )
        for slot in slots
    }
    return type("Documents", (Form,), fields)(formdata=None)
