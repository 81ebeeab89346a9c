"""Who may do what with an application, and the limits of its files.

The statuses stand in `statuses`, the refusals in `errors`; both are given out here too.
"""

from datetime import datetime, timedelta

from lk.applications.errors import (
    FACT_NAMES,
    AccuracyNotConfirmed,
    ActClosed,
    ActIncomplete,
    ActiveContent,
    AlreadySubmitted,
    ApplicationError,
    BrokenFile,
    ConsentMissing,
    EmptyFile,
    FactMissing,
    FactRefused,
    FileError,
    FileThere,
    FileTooLarge,
    Gone,
    Incomplete,
    MoveRefused,
    NotEditable,
    NothingChanged,
    Problem,
    RejectedBefore,
    SlotClosed,
    TooBusy,
    TooManyDrafts,
    TooManyFiles,
    TotalTooLarge,
    UnknownSlot,
    UnknownStatus,
    WrongFileType,
)
from lk.applications.moves import (
    CONSTRUCTION,
    Facts,
    check_day,
    check_move,
    complete_facts,
    consumer_may_move,
)
from lk.applications.statuses import STATUSES, Status, status, status_label
from lk.applications.working_days import is_working_day, working_days_after, working_days_between
from lk.uploads.rules import FILE_TYPES, MAX_FILE_BYTES, MAX_FILE_MB, check_file_type

__all__ = [
    "CONSTRUCTION",
    "CORRECTION_WINDOW",
    "DRAFT_DAYS",
    "DRAFT_WARNINGS",
    "FACT_NAMES",
    "FILE_TYPES",
    "MAX_DRAFTS",
    "MAX_FILES",
    "MAX_FILE_BYTES",
    "MAX_FILE_MB",
    "MAX_TOTAL_BYTES",
    "MAX_TOTAL_MB",
    "STATUSES",
    "AccuracyNotConfirmed",
    "ActClosed",
    "ActIncomplete",
    "ActiveContent",
    "AlreadySubmitted",
    "ApplicationError",
    "BrokenFile",
    "ConsentMissing",
    "EmptyFile",
    "FactMissing",
    "FactRefused",
    "Facts",
    "FileError",
    "FileThere",
    "FileTooLarge",
    "Gone",
    "Incomplete",
    "MoveRefused",
    "NotEditable",
    "NothingChanged",
    "Problem",
    "RejectedBefore",
    "SlotClosed",
    "Status",
    "TooBusy",
    "TooManyDrafts",
    "TooManyFiles",
    "TotalTooLarge",
    "UnknownSlot",
    "UnknownStatus",
    "WrongFileType",
    "check_day",
    "check_file",
    "check_file_type",
    "check_move",
    "check_new_draft",
    "complete_facts",
    "consumer_may_move",
    "is_working_day",
    "may_ask",
    "may_attach",
    "may_cancel",
    "may_edit",
    "may_judge",
    "status",
    "status_label",
    "window_end",
    "working_days_after",
    "working_days_between",
]

MAX_DRAFTS = 20
# A draft that nobody has changed for so long is removed, after two letters.
DRAFT_DAYS = 90
DRAFT_WARNINGS = (7, 1)
# So long after the submission one may mend what was sent without asking anybody.
CORRECTION_WINDOW = timedelta(minutes=30)
# The registration does not end that time; any later step does.
_JUST_SENT = frozenset({"submitted", "registered"})
MAX_FILES = 20
MAX_TOTAL_MB = 50
MAX_TOTAL_BYTES = MAX_TOTAL_MB * 1024 * 1024


def may_edit(code: str, until: datetime | None = None, at: datetime | None = None) -> bool:
    """Answers change in a draft, and when the office has asked to mend them; at the moment `at`
    also in what was just sent, if its correction was begun and is open `until` then.
    """
    is_begun = until is not None and at is not None and at < until
    return code in {"draft", "need_docs"} or (is_begun and code in _JUST_SENT)


def window_end(code: str, submitted_at: datetime | None) -> datetime | None:
    """Until when the applicant may correct what was sent, unasked; None in other statuses."""
    if submitted_at is None or code not in _JUST_SENT:
        return None
    return submitted_at + CORRECTION_WINDOW


def may_attach(code: str, until: datetime | None = None, at: datetime | None = None) -> bool:
    return may_edit(code, until, at)


def may_ask(code: str) -> bool:
    """A question hangs on an application once it is submitted, whatever became of it."""
    return code != "draft"


def may_cancel(code: str) -> bool:
    return consumer_may_move(code, "cancelled")


def may_judge(code: str) -> bool:
    """The office judges documents of what was submitted until the contract is made."""
    return may_cancel(code)


def check_new_draft(drafts: int) -> None:
    """TooManyDrafts when a consumer with so many drafts may not begin another."""
    if drafts >= MAX_DRAFTS:
        raise TooManyDrafts(MAX_DRAFTS)


def check_file(*, size: int, slot_files: int, slot_max: int, files: int, total: int) -> None:
    """Sizes in bytes; `slot_files`, `files` and `total` are without the new file.

    Raises EmptyFile, FileTooLarge, TooManyFiles, TotalTooLarge.
    """
    if size <= 0:
        raise EmptyFile
    if size > MAX_FILE_BYTES:
        raise FileTooLarge(MAX_FILE_MB)
    if slot_files >= slot_max:
        raise TooManyFiles(slot_max, in_slot=True)
    if files >= MAX_FILES:
        raise TooManyFiles(MAX_FILES, in_slot=False)
    if total + size > MAX_TOTAL_BYTES:
        raise TotalTooLarge(MAX_TOTAL_MB)


def waiting_for_consumer() -> tuple[str, ...]:
    """Codes of the statuses in which a submitted application waits for the applicant."""
    return tuple(
        code for code, each in STATUSES.items() if each.whose_turn == "consumer" and code != "draft"
    )
