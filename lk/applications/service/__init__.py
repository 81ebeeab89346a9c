"""What is done with applications: verbs with plain values. Nothing here commits."""

from lk.applications.service.acts import perform, withdraw
from lk.applications.service.attaching import attach
from lk.applications.service.case_files import (
    CASE_FILES,
    attach_case_file,
    case_files_and_unread,
    case_files_of,
    prepare_case_files,
    read_case_file,
)
from lk.applications.service.correcting import (
    Correction,
    begin_correction,
    correct,
    correction_of,
    drop_correction,
)
from lk.applications.service.deadlines import start_clock_of_act
from lk.applications.service.disclosure import Disclosed, disclose
from lk.applications.service.documents import (
    move_document,
    prepare_files,
    read_document,
    remove_document,
)
from lk.applications.service.drafts import answers_for_step, save_at_once, save_step
from lk.applications.service.erasing import erase_drafts
from lk.applications.service.estimating import (
    DraftInTheWay,
    Proposal,
    draft_in_the_way,
    estimate_address,
    estimate_of,
    proposals,
    read_estimate,
    start_estimated,
)
from lk.applications.service.exports import export
from lk.applications.service.folder import Folder, counted, documents_of, documents_sent, folder_of
from lk.applications.service.history import (
    Moment,
    coming,
    history,
    tell,
    timeline,
    turn_of,
)
from lk.applications.service.links import find_by_link
from lk.applications.service.listing import Page, drafts_of, find_public, home_cards, page_of
from lk.applications.service.log import Log, log_of
from lk.applications.service.merging import Conflict, mark, marks
from lk.applications.service.moving import NotSubmitted, move_status
from lk.applications.service.office import (
    assign,
    events_for_office,
    files_for_office,
    find_for_office,
    note,
)
from lk.applications.service.overdue import overdue
from lk.applications.service.receipts import first_receipt, latest_receipt, receipts_of
from lk.applications.service.rotation import Rotated, count_to_rotate, rotate_keys
from lk.applications.service.selecting import (
    Edge,
    Selection,
    count_for_office,
    edge_of,
    list_for_office,
)
from lk.applications.service.starting import (
    change_kind,
    delete_draft,
    open_draft,
    start,
    start_similar,
)
from lk.applications.service.submitting import (
    Consent,
    TooManySubmissions,
    submit,
    what_is_missing,
)
from lk.applications.service.verdicts import Judged, Verdict, VerdictRefused, judge
from lk.uploads import Chosen, Refusal, Taken

__all__ = [
    "CASE_FILES",
    "Chosen",
    "Conflict",
    "Consent",
    "Correction",
    "Disclosed",
    "DraftInTheWay",
    "Edge",
    "Folder",
    "Judged",
    "Log",
    "Moment",
    "NotSubmitted",
    "Page",
    "Proposal",
    "Refusal",
    "Rotated",
    "Selection",
    "Taken",
    "TooManySubmissions",
    "Verdict",
    "VerdictRefused",
    "answers_for_step",
    "assign",
    "attach",
    "attach_case_file",
    "begin_correction",
    "case_files_and_unread",
    "case_files_of",
    "change_kind",
    "coming",
    "correct",
    "correction_of",
    "count_for_office",
    "count_to_rotate",
    "counted",
    "delete_draft",
    "disclose",
    "documents_of",
    "documents_sent",
    "draft_in_the_way",
    "drafts_of",
    "drop_correction",
    "edge_of",
    "erase_drafts",
    "estimate_address",
    "estimate_of",
    "events_for_office",
    "export",
    "files_for_office",
    "find_by_link",
    "find_for_office",
    "find_public",
    "first_receipt",
    "folder_of",
    "history",
    "home_cards",
    "judge",
    "latest_receipt",
    "list_for_office",
    "log_of",
    "mark",
    "marks",
    "move_document",
    "move_status",
    "note",
    "open_draft",
    "overdue",
    "page_of",
    "perform",
    "prepare_case_files",
    "prepare_files",
    "proposals",
    "read_case_file",
    "read_document",
    "read_estimate",
    "receipts_of",
    "remove_document",
    "rotate_keys",
    "save_at_once",
    "save_step",
    "start",
    "start_clock_of_act",
    "start_estimated",
    "start_similar",
    "submit",
    "tell",
    "timeline",
    "turn_of",
    "what_is_missing",
    "withdraw",
]
