"""One's own address with a part of somebody else's in it: 404, like what does not exist."""

import pytest

from lk.account.models import User
from lk.applications.models import Application
from lk.db import db
from lk.questions.models import Thread
from tests.harness.filling import entries
from tests.harness.world import a_world, address, rules_of

PARTS = ("document_id", "file_id", "attachment_id")
# What no form of a consumer may set, whatever a form is sent with.
OURS = {
    User: ("id", "public_id", "login", "email", "kind", "password_hash", "session_token"),
    Application: (
        "public_id", "user_id", "status", "number", "running_number", "link_token", "assigned_to",
        "progress", "submitted_at", "due_on", "kind_code", "final_answers",
    ),
    Thread: ("public_id", "user_id", "application_id"),
}  # fmt: skip
# These do what the body does not say: end the session, withdraw, delete, change the kind.
LEFT_OUT = {
    "account.sign_out",
    "account.sign_out_everywhere",
    "account.withdraw_consent",
    "applications.change_kind",
    "applications.delete",
    "applications.do_act",
}


@pytest.mark.asvs("8.2.2")
def test_part_of_anothers_is_404_under_ones_own_address(app, another_client):
    theirs, mine = a_world(), a_world("petrov")
    stranger = another_client.sign_in_as(mine.user)
    tried = []
    for rule in rules_of(app, unsafe=False):
        for part in rule.arguments.intersection(PARTS):
            values = mine.values(rule) | {part: theirs.values(rule)[part]}
            tried.append(rule.endpoint)

            assert stranger.open_path(address(stranger, rule, values)).status == 404, rule

    assert len(tried) >= 4


@pytest.mark.asvs("15.3.3")
def test_no_form_sets_what_it_does_not_show(app, client):
    world = a_world()
    inside = client.sign_in_as(world.user)
    before, sent = ours(), []
    for rule in rules_of(app, unsafe=False):
        page = inside.open_path(address(inside, rule, world.values(rule)))
        for form in page.soup.select("main form[method=post]"):
            endpoint = app.url_map.bind("lk.test").match(form["action"], method="POST")[0]
            if endpoint not in LEFT_OUT:
                inside.checks_pages = False
                inside.post(form["action"], body(form), follow=False)
                sent.append(endpoint)

    assert {"account.save_me", "applications.save_step", "questions.ask"} <= set(sent)
    assert {key: value for key, value in ours().items() if key in before} == before


def body(form):
    """The form as it stands, and beside it every column of ours."""
    shown = [each for each in entries(form, {}, form.find("button")) if isinstance(each[1], str)]
    names = {name for name, _ in shown}
    columns = {name for of_model in OURS.values() for name in of_model} - names
    return [*shown, *((name, "1") for name in sorted(columns))]


def ours():
    db.session.expire_all()
    return {
        (model.__name__, row.id): [getattr(row, name, None) for name in names]
        for model, names in OURS.items()
        for row in db.session.query(model)
    }
