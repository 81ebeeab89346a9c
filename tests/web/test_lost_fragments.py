"""A part of a page is asked for, and the session has ended meanwhile: where the page goes then."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import PASSWORD
from tests.harness.portal import URL

PAGE = "/lk/questions/"


def sent_to(answer):
    """The way back after the sign-in that the page is told to go to."""
    assert answer.status == 401
    target = urlsplit(answer.headers["HX-Redirect"])
    assert target.path == "/lk/sign-in"
    return parse_qs(target.query)["next"][0]


def part_of(client, path, page):
    return client.open_path(path, fragment=True, headers={"HX-Current-URL": page})


def test_after_the_sign_in_one_is_on_the_page_and_not_on_its_part(client):
    part = part_of(client, "/lk/applications/?text=1", f"{URL}{PAGE}?after=7#last")

    assert sent_to(part) == f"{PAGE}?after=7"


def test_what_was_searched_for_last_is_searched_for_after_the_sign_in(client):
    part = part_of(client, "/lk/applications/?text=new", f"{URL}/lk/applications/?text=old")

    assert sent_to(part) == "/lk/applications/?text=new"


@pytest.mark.parametrize(
    "page", ["https://evil.test/lk/me", "http://[", "", f"{URL}//evil.test/", f"{URL}/lk/../x"]
)
def test_page_elsewhere_is_no_way_back(client, page):
    assert sent_to(part_of(client, "/lk/applications/", page)) == "/lk/applications/"


def test_sign_in_says_once_that_the_session_has_ended(client, consumer):
    for path in ("/lk/applications/?text=1", "/lk/applications/?text=12"):
        part = part_of(client, path, f"{URL}/lk/applications/")

    page = client.open_path(part.headers["HX-Redirect"])

    assert page.text.count("Сеанс закончился") == 1
    home = page.submit("Войти", Логин=consumer.login, Пароль=PASSWORD)
    assert home.h1 == "Мои заявки"
    assert "Сеанс закончился" not in home.text


def test_page_asked_for_without_a_session_says_nothing_of_one(client):
    assert "Сеанс закончился" not in client.open("applications.index").text
