"""Every kind of letter: two parts, in Russian, every link leads home, nothing is escaped twice."""

import pytest

from lk import outbox
from lk.clock import now
from lk.db import db
from lk.outbox import Letter
from lk.outbox.compose import purposes
from tests.architecture.reading import TEMPLATES
from tests.factories import a_consumer, an_application, move
from tests.harness.portal import URL


def test_every_purpose_has_its_pair_of_templates():
    lacking = [
        f"{purpose}.{kind}"
        for purpose in purposes()
        for kind in ("txt", "html")
        if not (TEMPLATES / "mail" / f"{purpose.replace('.', '/')}.{kind}").is_file()
    ]

    assert lacking == []


def test_every_template_of_a_letter_has_its_purpose():
    bases = {"base", "button"}
    folder = TEMPLATES / "mail"
    known = {
        str(p.relative_to(folder).with_suffix("")).replace("/", ".")
        for p in folder.rglob("*.*")
        if not p.name.startswith("_")  # parts of letters
    }

    assert known - bases == set(purposes())


def test_letter_has_two_parts_and_links_to_the_portal_alone(put, letters, consumer):
    put()

    letter = letters.to(consumer.email)[-1]

    assert letter.subject
    assert all(link.startswith(URL) for link in letter.links)
    assert {link for link in letter.html_links if link.startswith("http")} >= set(letter.links[:1])
    assert letter.message["From"] == "noreply@lk.test"


def test_links_do_not_follow_the_host_of_a_request(put, letters, consumer, app):
    with app.test_request_context("/lk/", base_url="https://127.0.0.1"):
        put()
        letter = letters.to(consumer.email)[-1]

    assert all(link.startswith(URL) for link in letter.links)


def test_same_key_twice_is_one_letter(put, letters):
    put(key="status:1")
    put(key="status:1")
    put(key="status:2")

    assert len(letters.all) == 2


def test_letter_of_an_act_that_is_rolled_back_is_never_sent(put, letters, consumer):
    outbox.put("questions.answer", to=consumer.email, at=now(), message_id=1)
    db.session.rollback()

    assert letters.all == []


def test_row_holds_no_link_and_no_code(put):
    put()

    row = db.session.query(Letter).one()

    assert "http" not in str(row.facts)


@pytest.mark.parametrize("name", ["<b>Анна</b>", 'Анна "Аня" & Ко', "{{ 7777*7777 }}"])
def test_what_a_consumer_typed_is_text_in_both_parts(app, letters, name):
    user = a_consumer(name="Иванова Анна")
    application = an_application(user, obj_addr=f"г. Томск, {name}")
    move(application, "registered")

    letter = letters.to(user.email)[-1]

    assert name in letter.text
    assert "<b>Анна" not in letter.html
    assert "60481729" not in letter.text.split("Срок")[0].replace(str(application.number), "")
