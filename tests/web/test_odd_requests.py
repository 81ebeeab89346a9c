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


def csrf(client):
    page = client.open("home.help")
    return page.soup.find("input", attrs={"name": "csrf_token"})["value"]


def parts(*headers):
    """A multipart body of parts with these headers, each with a word in it."""
    each = (f"--XX\r\nContent-Disposition: form-data; {header}\r\n\r\nx\r\n" for header in headers)
    return {
        "data": "".join([*each, "--XX--\r\n"]),
        "content_type": "multipart/form-data; boundary=XX",
    }


def send(client, path, **body):
    headers = {"Origin": URL, "X-CSRFToken": csrf(client)}
    return client.ask("POST", path, headers=headers, **body)


@pytest.mark.parametrize("header", ['name="a\r\nb"', "", 'filename="a.pdf"'], ids=repr)
def test_part_without_a_name_is_a_bad_request(client, header):
    assert send(client, "/lk/sign-in", **parts(header)).status_code == 400


FORMS = [
    ("/lk/sign-in", "login password next kept remember"),
    ("/lk/recover/login", "email"),
    ("/lk/misprint", "words page comment"),
    ("/lk/sight", "size scheme spacing images next"),
    ("/lk/check", "number person organisation"),
    ("/lk/me", "name email phone password"),
    ("/lk/me/password", "current password password_again"),
    ("/lk/me/notices", "topics"),
    ("/lk/questions/", "text files one_time_key"),
]


@pytest.mark.parametrize(("path", "names"), FORMS, ids=[path for path, _ in FORMS])
def test_file_in_place_of_text_is_no_text(signed_in, path, names):
    files = [f'name="{name}"; filename="a.heic"' for name in names.split()]

    assert send(signed_in, path, **parts(*files)).status_code < 500


@pytest.mark.parametrize(
    "body", ["[1]", "5", '{"%s": 5}', '{"%s": [1]}', '{"%s": {}}', "{"], ids=repr
)
@pytest.mark.parametrize(("path", "names"), FORMS, ids=[path for path, _ in FORMS])
def test_json_is_no_form(signed_in, path, names, body):
    sent = body.replace("%s", names.split()[0])

    answer = send(signed_in, path, data=sent, content_type="application/json")

    assert answer.status_code < 500


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
