"""`flask admin applications …`: what has been applied for, and how it moves on.

Each command stands in its own file and hooks into `lk.admin.group`.
"""

from lk.admin import (
    answering,
    card,
    case_files,
    case_list,
    disclosure,
    documents,
    explain,
    export,
    files,
    moving,
    overdue,
    papers,
)
from lk.admin.group import applications, find

__all__ = [
    "answering",
    "applications",
    "card",
    "case_files",
    "case_list",
    "disclosure",
    "documents",
    "explain",
    "export",
    "files",
    "find",
    "moving",
    "overdue",
    "papers",
]
