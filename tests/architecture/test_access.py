"""Who may open what: by the marks of each view, and by what strangers really get."""

from urllib.parse import parse_qs, urlsplit

import pytest

from lk.account import service as accounts
from lk.clock import now
from lk.db import db
from tests.harness.world import a_world, address, rules_of


def views(app):
    return {
        r.endpoint: app.view_functions[r.endpoint]
        for r in app.url_map.iter_rules()
        if r.endpoint != "static"
    }


def for_consumers(app, rules):
    return [r for r in rules if app.view_functions[r.endpoint].access == "consumers"]


@pytest.mark.asvs("8.2.1")
def test_every_view_says_who_may_open_it(app):
    unmarked = [
        name
        for name, view in views(app).items()
        if getattr(view, "access", None) not in {"all", "consumers"}
    ]

    assert unmarked == []


def test_views_that_show_are_not_those_that_write(app):
    mixed = [r.rule for r in app.url_map.iter_rules() if {"GET", "POST"} <= (r.methods or set())]

    assert mixed == []


def test_no_view_that_shows_is_marked_as_writing(app):
    assert [
        r.endpoint
        for r in rules_of(app, unsafe=False)
        if getattr(app.view_functions[r.endpoint], "writes", False)
    ] == []


def test_every_unsafe_view_is_marked_as_writing(app):
    assert [
        r.endpoint
        for r in rules_of(app, unsafe=True)
        if not getattr(app.view_functions[r.endpoint], "writes", False)
    ] == []


def test_no_view_answers_to_other_methods(app):
    others = {m for r in app.url_map.iter_rules() for m in (r.methods or set())}

    assert others <= {"GET", "HEAD", "OPTIONS", "POST"}


def test_signed_out_is_led_to_the_sign_in_and_back(app, client, world):
    for rule in for_consumers(app, rules_of(app, unsafe=False)):
        path = address(client, rule, world.values(rule))

        page = client.open_path(path, follow=False)

        target = urlsplit(page.location)
        assert (page.status, target.path) == (303, "/lk/sign-in"), rule
        assert parse_qs(target.query) == {"next": [path]}, rule


def test_signed_out_fragment_is_told_to_leave_or_to_stay(app, client, world):
    for rule in for_consumers(app, rules_of(app, unsafe=False)):
        page = client.open_path(address(client, rule, world.values(rule)), fragment=True)

        assert page.status == 401, rule
        stays = getattr(app.view_functions[rule.endpoint], "keeps_page", False)
        target = page.headers.get("HX-Redirect", "")
        assert target.startswith("/lk/sign-in?next=") is not stays, rule


def test_signed_out_post_does_nothing(app, client, world):
    token = csrf(client.open("account.sign_in"))
    for rule in for_consumers(app, rules_of(app, unsafe=True)):
        page = client.post(
            address(client, rule, world.values(rule)), [("csrf_token", token)], follow=False
        )

        keeps = getattr(app.view_functions[rule.endpoint], "keeps_body", False)
        assert page.h1 == "Вход" if keeps else page.location.startswith("/lk/sign-in"), rule
        assert page.status == (401 if keeps else 303) or keeps, rule


@pytest.mark.asvs("8.2.2")
def test_stranger_gets_404_for_what_is_anothers(app, another_client, world):
    stranger = another_client.sign_in_as(a_world("petrov").user)
    for rule in rules_of(app, unsafe=False):
        if "public_id" in rule.arguments:
            page = stranger.open_path(address(stranger, rule, world.values(rule)))

            assert page.status == 404, rule
            assert world.submitted.number not in page.text


def test_strangers_post_gets_404_for_what_is_anothers(app, another_client, world):
    stranger = another_client.sign_in_as(a_world("petrov").user)
    token = csrf(stranger.open("account.me"))
    for rule in rules_of(app, unsafe=True):
        if "public_id" in rule.arguments:
            page = stranger.post(
                address(stranger, rule, world.values(rule)), [("csrf_token", token)]
            )

            assert page.status == 404, rule


def test_anothers_file_is_not_served_under_ones_own_application(another_client, world):
    theirs = a_world("petrov")
    stranger = another_client.sign_in_as(theirs.user)

    page = stranger.open(
        "applications.document", public_id=theirs.submitted.public_id, document_id=world.document_id
    )

    assert page.status == 404


def test_file_of_ones_other_application_is_404_here(inside, world):
    page = inside.open(
        "applications.document", public_id=world.draft.public_id, document_id=world.document_id
    )

    assert page.status == 404


def test_missing_and_anothers_look_the_same(another_client, world):
    stranger = another_client.sign_in_as(a_world("petrov").user)

    anothers = stranger.open("applications.card", public_id=world.submitted.public_id)
    missing = stranger.open("applications.card", public_id="0" * 26)

    assert (anothers.status, anothers.text) == (missing.status, missing.text)


def test_blocked_consumer_is_signed_out_at_once(inside, world):
    accounts.block(login=world.user.login, by="maltseva", at=now(), comment="по заявлению")
    db.session.commit()

    page = inside.open("account.me", follow=False)

    assert page.location.startswith("/lk/sign-in")


def csrf(page):
    return page.soup.find("input", attrs={"name": "csrf_token"})["value"]
