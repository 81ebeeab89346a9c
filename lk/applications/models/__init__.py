"""Applications, their documents and history. Personal answers lie here sealed only."""

from lk.applications.models.application import NEW, Answers, Application
from lk.applications.models.records import (
    CaseEvent,
    CaseFile,
    Counter,
    Document,
    Receipt,
    StatusChange,
)

__all__ = [
    "NEW",
    "Answers",
    "Application",
    "CaseEvent",
    "CaseFile",
    "Counter",
    "Document",
    "Receipt",
    "StatusChange",
]
