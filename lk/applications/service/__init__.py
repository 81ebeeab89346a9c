"""What is done with applications: verbs with plain values. Nothing here commits."""

from lk.applications.service.documents import (
    Chosen,
    Refusal,
    Taken,
    attach,
    counted,
    documents_of,
    prepare_files,
    read_document,
    remove_document,
    remove_unclaimed,
)
from lk.applications.service.drafts import answers_for_step, save_step, step_stamp
from lk.applications.service.history import Moment, history, timeline
from lk.applications.service.listing import Page, drafts_of, find_public, home_cards, page_of
from lk.applications.service.moving import NotSubmitted, move_status
from lk.applications.service.office import export, find_for_office, list_for_office
from lk.applications.service.rotation import Rotated, rotate_keys
from lk.applications.service.starting import delete_draft, open_draft, start
from lk.applications.service.submitting import (
    Consent,
    TooManySubmissions,
    resubmit,
    submit,
    what_is_missing,
)

__all__ = [
    "Chosen",
    "Consent",
    "Moment",
    "NotSubmitted",
    "Page",
    "Refusal",
    "Rotated",
    "Taken",
    "TooManySubmissions",
    "answers_for_step",
    "attach",
    "counted",
    "delete_draft",
    "documents_of",
    "drafts_of",
    "export",
    "find_for_office",
    "find_public",
    "history",
    "home_cards",
    "list_for_office",
    "move_status",
    "open_draft",
    "page_of",
    "prepare_files",
    "read_document",
    "remove_document",
    "remove_unclaimed",
    "resubmit",
    "rotate_keys",
    "save_step",
    "start",
    "step_stamp",
    "submit",
    "timeline",
    "what_is_missing",
]
