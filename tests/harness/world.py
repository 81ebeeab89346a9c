"""One consumer with one of everything, and for each route the values that lead to hers."""

from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from lk.account.models import User
from lk.applications.models import Application
from lk.applications.service import documents_of
from lk.questions.models import Thread
from tests.factories import (
    FIG20,
    a_consumer,
    a_contract,
    a_draft,
    a_meter,
    a_thread,
    an_application,
)
from tests.harness.cases import attach_case_file, stored_file
from tests.harness.papers import pdf

# Routes of the form need something that can still be edited.
ON_A_DRAFT = {
    "applications.ask_to_delete",
    "applications.delete",
    "applications.documents",
    "applications.draft_pdf",
    "applications.preview",
    "applications.resume",
    "applications.save_field",
    "applications.save_step",
    "applications.step",
    "applications.submit",
    "applications.take_file",
    "applications.take_files",
}
PLAIN = {
    "step": "requisites",
    "key": "last_name",
    "kind_code": "fl-150",
    "token": "A" * 43,
    "name": "1.eml",
    "number": "1",
    "place": "1",
    "slot": "plan",
    "act_code": "withdraw",
}


@dataclass
class World:
    user: User
    draft: Application
    submitted: Application
    thread: Thread
    document_id: str
    ids: dict[str, str]

    def values(self, rule: Rule) -> dict[str, str]:
        """What `url_for` needs for this rule; a new argument has to be told here."""
        known = {
            **PLAIN,
            "public_id": self._public_id(rule),
            "document_id": self.document_id,
            "attachment_id": self.ids["attachment"],
            "file_id": self.ids["case_file"],
        }
        unknown = rule.arguments - known.keys()
        assert not unknown, f"{rule.rule}: tell tests/harness/world.py what {unknown} may be"
        return {name: known[name] for name in rule.arguments}

    def _public_id(self, rule: Rule) -> str:
        if rule.endpoint.startswith("questions."):
            return self.ids["thread"]
        if rule.endpoint.startswith("meters."):
            return self.ids["meter"]
        return self.ids["draft" if rule.endpoint in ON_A_DRAFT else "submitted"]


def a_world(login: str = "ivanova", user: User | None = None) -> World:
    user = user or a_consumer(login)
    submitted = an_application(user)
    enclosed = stored_file("message", "Снимок.pdf", pdf("снимок"))
    thread = a_thread(user, application_id=submitted.id, title="Заявка", files=[enclosed])
    document = documents_of(submitted)[0]
    contract = attach_case_file(submitted)
    meter = a_meter(a_contract(user), history=FIG20)
    rows = {"draft": a_draft(user), "submitted": submitted, "thread": thread, "meter": meter}
    # Kept apart from the rows: a test may have deleted one of them.
    ids = {name: row.public_id for name, row in rows.items()}
    ids |= {"attachment": enclosed.public_id, "case_file": contract.public_id}
    return World(user, rows["draft"], submitted, thread, document.public_id, ids)


def rules_of(app: Flask, *, unsafe: bool) -> list[Rule]:
    """All rules that answer POST (`unsafe`), or GET; the static files are nobody's page."""
    method = "POST" if unsafe else "GET"
    found = [r for r in app.url_map.iter_rules() if method in (r.methods or set())]
    return sorted((r for r in found if r.endpoint != "static"), key=lambda rule: rule.rule)


def address(client: Any, rule: Rule, values: dict[str, str]) -> str:
    return str(client.url(rule.endpoint, **values))
