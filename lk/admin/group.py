"""The group `flask admin applications`: its commands stand in files of their own and hook in here.

Such a file says `@applications.command("…")`; `lk.admin.applications` imports it.
"""

from lk.admin.speech import Group, Refused
from lk.applications import rules, service
from lk.applications.models import Application

applications = Group("applications", help="Заявки: список, дело, ход, документы, выгрузка.")


def find(number: str) -> Application:
    """The application by its number (any spelling) or id; Refused when there is none."""
    found = service.find_for_office(number)
    if found is None:
        raise Refused(
            f"Заявки «{number}» нет. Проверьте номер или найдите ее: flask admin applications list."
        )
    return found


def step_words(code: str) -> str:
    """A status that may follow, with the options that it needs."""
    needs = [f"--{fact}" for fact in rules.status(code).needs]
    tail = f" (нужно: {', '.join(needs)})" if needs else ""
    return f"{code} — {rules.status_label(code)}{tail}"
