"""Who may do what with an application, and the limits of its files.

The statuses stand in `statuses`, the refusals in `errors`; both are given out here too.
"""

from lk.applications.errors import (
    FACT_NAMES,
    AccuracyNotConfirmed,
    ActiveContent,
    AlreadySubmitted,
    ApplicationError,
    BrokenFile,
    ConsentMissing,
    EmptyFile,
    FactMissing,
    FactRefused,
    FileError,
    FileTooLarge,
    Gone,
    Incomplete,
    KindNotReady,
    MoveRefused,
    NotEditable,
    Problem,
    StaleDraft,
    TooBusy,
    TooManyDrafts,
    TooManyFiles,
    TotalTooLarge,
    UnknownSlot,
    UnknownStatus,
    WrongFileType,
)
from lk.applications.statuses import (
    STATUSES,
    Facts,
    Status,
    check_move,
    complete_facts,
    consumer_may_move,
    status,
    status_label,
)
from lk.applications.working_days import is_working_day, working_days_after
from lk.uploads.rules import FILE_TYPES, MAX_FILE_BYTES, MAX_FILE_MB, check_file_type

__all__ = [
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
    "FileTooLarge",
    "Gone",
    "Incomplete",
    "KindNotReady",
    "MoveRefused",
    "NotEditable",
    "Problem",
    "StaleDraft",
    "Status",
    "TooBusy",
    "TooManyDrafts",
    "TooManyFiles",
    "TotalTooLarge",
    "UnknownSlot",
    "UnknownStatus",
    "WrongFileType",
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
    "may_remove_files",
    "status",
    "status_label",
    "working_days_after",
]

MAX_DRAFTS = 20
MAX_FILES = 20
MAX_TOTAL_MB = 50
MAX_TOTAL_BYTES = MAX_TOTAL_MB * 1024 * 1024


def may_edit(code: str) -> bool:
    """Answers change in a draft, and again when the office has asked to mend them."""
    return code in {"draft", "need_docs"}


def may_attach(code: str) -> bool:
    return may_edit(code)


def may_remove_files(code: str) -> bool:
    """What was submitted stays with the application."""
    return code == "draft"


def may_ask(code: str) -> bool:
    """A question hangs on an application once it is submitted, whatever became of it."""
    return code != "draft"


def may_cancel(code: str) -> bool:
    return consumer_may_move(code, "cancelled")


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
