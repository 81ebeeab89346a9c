"""Requests that no browser of ours sends: each is refused in order, none breaks the portal."""

import io

import pytest

from tests import factories
from tests.harness.portal import URL


@pytest.mark.parametrize(
    "host",
    ["evil.example", "lk.test.evil.example", "evil.example:443", "[", "[::1", "a b", "lk.test@x"],
)
@pytest.mark.parametrize("path", ["/lk/sign-in", "/healthz", "/lk/nothing", "/lk/static/js/lk.js"])
def test_foreign_host_is_refused_without_a_page(client, host, path):
    answer = client.web.get(path, headers={"Host": host})

    assert answer.status_code == 400
    assert answer.mimetype == "text/plain"
    assert host not in answer.text


@pytest.mark.parametrize(
    "host", ["lk.test", "LK.TEST", "lk.test:443", "127.0.0.1:8000", "localhost"]
)
def test_our_own_names_are_served(client, host):
    assert client.web.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "://", "null", "\u00e9"])
def test_malformed_origin_is_refused(client, origin):
    token = client.open("home.sight").soup.find("input", {"name": "csrf_token"})["value"]

    answer = client.web.post(
        "/lk/sight", base_url=URL, data={"csrf_token": token}, headers={"Origin": origin}
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("referrer", ["http://[", "https://lk.test/\\evil", "//", "x" * 3000])
def test_malformed_referrer_leads_to_the_sign_in(client, referrer):
    token = client.open("account.sign_in").soup.find("input", {"name": "csrf_token"})["value"]

    answer = client.web.post(
        "/lk/sign-out",
        base_url=URL,
        data={"csrf_token": token},
        headers={"Origin": URL, "Referer": referrer},
    )

    assert answer.status_code == 303
    assert "evil" not in answer.headers["Location"]


class _BreaksOff(io.RawIOBase):
    """A body whose sender sends nonsense in the middle."""

    def readable(self):
        return True

    def readinto(self, _buffer):
        raise RuntimeError("Invalid chunk size: b'ZZ'")


def test_body_that_breaks_off_is_a_bad_request(client):
    answer = client.web.post(
        "/lk/sign-in",
        base_url=URL,
        data=b"x" * 100,
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input": io.BufferedReader(_BreaksOff())},
    )

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path", ["/lk/applications/%00", "/lk/questions/%00", "/lk/applications/?before=%00"]
)
def test_impossible_id_is_not_found_or_passed_over(signed_in, path):
    signed_in.checks_pages = False

    assert signed_in.ask("GET", path).status_code in {200, 404}


def test_page_older_than_the_session_is_shown_filled_in(app, signed_in, consumer):
    draft = factories.a_draft(consumer)
    page = signed_in.open("applications.step", public_id=draft.public_id, step="requisites")
    signed_in.sign_in_as(consumer)  # in another tab: the token of this page is dead

    answer = page.submit("Далее", follow=False, Фамилия="Перестукина")

    assert answer.status == 400
    assert answer.field("Фамилия").value == "Перестукина"
