"""What consumers type is text everywhere: on pages, in letters, in what the office reads."""

import json

import pytest

from lk.db import db
from tests.factories import a_consumer, a_thread, move
from tests.harness.world import a_world, address, rules_of

CANARY = "\"><x-y onz=1>{{7*7}}'</textarea>"


@pytest.fixture
def world(app):
    user = a_consumer(name=f"Иванова {CANARY}"[:190])
    found = a_world(user=user)
    found.draft.keep_typed(
        dict.fromkeys(found.draft.typed, CANARY) | {"stages": [{"power": CANARY}]}
    )
    db.session.commit()
    a_thread(user, f"Вопрос {CANARY}", application_id=found.submitted.id)
    move(found.submitted, "registered")
    return found


@pytest.mark.asvs("1.2.1")
def test_typed_markup_is_never_markup_on_a_page(app, client, world):
    client.sign_in_as(world.user)
    broken = []
    for rule in rules_of(app, unsafe=False):
        page = client.open_path(address(client, rule, world.values(rule)))
        body = page.body.decode("utf-8", "replace")
        if "<x-y" in body or page.soup.find(attrs={"onz": True}):
            broken.append(rule.rule)

    assert broken == []


def test_typed_markup_is_never_markup_in_a_letter(letters, world):
    bodies = [letter.html for letter in letters.all]

    assert bodies
    assert [body for body in bodies if "<x-y" in body] == []


def test_typed_templates_are_never_run(client, world):
    client.sign_in_as(world.user)

    page = client.open("applications.question", public_id=world.ids["submitted"])

    assert "{{7*7}}" in page.text


def test_office_reads_it_as_text(runner, world):
    shown = runner("users", "show", world.user.login)

    assert shown.exit_code == 0
    assert "\x1b" not in shown.output


def test_json_for_the_office_steers_no_terminal_and_loses_nothing(app, runner):
    name = "Иванова \x9b31m\x7f\u202e\u2066"
    a_consumer(name=name)

    shown = runner("users", "show", "ivanova", "--json")

    assert json.loads(shown.output)["name"] == name
    assert [char for char in "\x9b\x7f\u202e\u2066" if char in shown.output] == []
