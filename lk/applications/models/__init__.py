"""Applications, their documents and history. Personal answers lie here sealed only."""

from lk.applications.models.application import WITH_BADGES, Answers, Application
from lk.applications.models.records import (
    CaseEvent,
    CaseFile,
    Counter,
    Document,
    Receipt,
    StatusChange,
)
from lk.applications.models.rights import NEW

__all__ = [
    "NEW",
    "WITH_BADGES",
    "Answers",
    "Application",
    "CaseEvent",
    "CaseFile",
    "Counter",
    "Document",
    "Receipt",
    "StatusChange",
]
