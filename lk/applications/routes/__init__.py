"""Pages of applications: the form by steps, «Мои заявки», the card, «Проверить заявку»."""

from lk.applications.routes import cards, check, documents, preview, start, steps
from lk.applications.routes.blueprint import bp
from lk.applications.routes.steps import show_kept

__all__ = ["bp", "cards", "check", "documents", "preview", "show_kept", "start", "steps"]
