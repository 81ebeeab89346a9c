"""Applications, their documents and history. Personal answers lie here sealed only."""

from lk.applications.models.application import NEW, Answers, Application
from lk.applications.models.records import Counter, Document, StatusChange, document_context

__all__ = [
    "NEW",
    "Answers",
    "Application",
    "Counter",
    "Document",
    "StatusChange",
    "document_context",
]
