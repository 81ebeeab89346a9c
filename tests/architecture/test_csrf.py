"""Every unsafe route refuses requests that our own page did not send, and changes nothing."""

import pytest

from tests.client import Client
from tests.harness.dump import contents, difference
from tests.harness.portal import URL
from tests.harness.world import address, rules_of

OURS = {"Sec-Fetch-Site": "same-origin", "Origin": URL}


def token_of(client):
    page = client.open("home.help")
    return page.soup.find("input", attrs={"name": "csrf_token"})["value"]


@pytest.fixture
def tokens(app, inside, consumers_token):
    """What may stand in the form, by the reason why it is worth nothing."""
    return {"none": None, "empty": "", "nonsense": "A" * 90, "another's": consumers_token}


@pytest.fixture
def consumers_token(app):
    return token_of(Client(app, address="192.0.2.9"))


def post(client, path, token, headers):
    data = {} if token is None else {"csrf_token": token}
    return client.ask("POST", path, data=data, headers=headers).status_code


def proven_by_address(app):
    """Rules that need no token, for their own address is one; that of the tests is wrong."""
    return {
        rule.rule
        for rule in rules_of(app, unsafe=True)
        if getattr(app.view_functions[rule.endpoint], "is_proven_by_address", False)
    }


def test_only_links_of_letters_are_proven_by_their_address(app):
    assert proven_by_address(app) == {"/lk/meters/link/<token>", "/lk/unsubscribe/<token>"}


@pytest.mark.asvs("3.5.1")
def test_without_a_token_of_this_session_nothing_happens(app, inside, world, tokens):
    before = contents()

    answers = {
        (rule.rule, reason): post(inside, address(inside, rule, world.values(rule)), token, OURS)
        for rule in rules_of(app, unsafe=True)
        for reason, token in tokens.items()
    }

    wrong = {
        key: status
        for key, status in answers.items()
        if status != (404 if key[0] in proven_by_address(app) else 400)
    }
    assert wrong == {}
    assert difference(before, contents()) == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.lk.test"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
        {"Origin": "https://lk.test.evil.test"},
    ],
    ids=str,
)
def test_request_from_elsewhere_is_refused_even_with_the_token(app, inside, world, headers):
    token, before = token_of(inside), contents()

    answers = {
        rule.rule: post(inside, address(inside, rule, world.values(rule)), token, headers)
        for rule in rules_of(app, unsafe=True)
    }

    wrong = {
        rule: status
        for rule, status in answers.items()
        if status != (404 if rule in proven_by_address(app) else 403)
    }
    assert wrong == {}
    assert difference(before, contents()) == []


def test_token_in_the_header_of_htmx_is_accepted(inside):
    headers = OURS | {"X-CSRFToken": token_of(inside)}

    answer = inside.ask("POST", inside.url("home.misprint"), data={}, headers=headers)

    assert answer.status_code == 422


def test_token_of_before_the_sign_in_is_dead_after_it(client, consumer):
    before = token_of(client)
    client.sign_in_as(consumer)
    after = token_of(client)

    status = post(client, client.url("home.misprint"), before, OURS)

    assert (before != after, status) == (True, 400)


@pytest.mark.asvs("3.5.3")
def test_opening_pages_changes_nothing(app, inside, world, clock):
    before = contents()

    for rule in rules_of(app, unsafe=False):
        inside.open_path(address(inside, rule, world.values(rule)), follow=False)

    assert difference(before, contents()) == []
