"""Pages of applications: the form by steps, «Мои заявки», the card, «Проверить заявку»."""

from lk.applications.routes import (
    acts,
    cards,
    case_files,
    check,
    choosing,
    correcting,
    documents,
    estimates,
    fields,
    mine,
    papers,
    preview,
    sharing,
    start,
    steps,
)
from lk.applications.routes.blueprint import bp
from lk.applications.routes.kept import show_kept

__all__ = [
    "acts",
    "bp",
    "cards",
    "case_files",
    "check",
    "choosing",
    "correcting",
    "documents",
    "estimates",
    "fields",
    "mine",
    "papers",
    "preview",
    "sharing",
    "show_kept",
    "start",
    "steps",
]
