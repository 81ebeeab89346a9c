"""The harness itself: it sees what is wrong, and each test starts from nothing."""

import pytest

from lk.account.models import User
from lk.db import db
from lk.web.access import open_to_all
from tests.factories import PASSWORD, a_consumer

GOOD = """<!doctype html><html lang="ru"><head><title>Помощь — Кабинет</title></head>
<body><main><h1>Помощь</h1>{}</main></body></html>"""


@pytest.fixture
def shown(app, client, monkeypatch):
    """Open a page whose `main` is this HTML."""

    def show(html):
        view = open_to_all(lambda: GOOD.format(html))
        monkeypatch.setitem(app.view_functions, "home.help", view)
        return client.open("home.help")

    return show


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<h1>Ещё</h1>", "2 h1"),
        ("<p id=a></p><p id=a></p>", "id a twice"),
        ("<p style='color:red'>x</p>", "style="),
        ("<p onclick='x()'>x</p>", "onclick on p"),
        ("<script>1</script>", "inline script"),
        ("<a href='/lk/nowhere'>x</a>", "/lk/nowhere"),
        ("<a href='#nowhere'>x</a>", "#nowhere: no such id"),
        ("<a href='/lk'>x</a>", "/lk leads to"),
        ("<img src='/lk/static/no.png' alt=''>", "no file"),
        ("<a href='/lk/help'></a>", "no words"),
        ("<form method=post action='/lk/check'></form>", "no csrf_token"),
        ("<form action='/lk/check'></form>", "no method"),
        ("<form method=get action='/lk/check'><input name=q></form>", "no label: q"),
        ("<p><div></p>", "html:"),
    ],
)
def test_client_complains_about_a_bad_page(shown, html, complaint):
    with pytest.raises(AssertionError, match=complaint):
        shown(html)


def test_client_takes_a_good_page(shown):
    page = shown("<p>Слова</p>")

    assert page.text == "Помощь Слова"


def test_client_raises_what_broke_the_page(app, client, monkeypatch):
    def broken():
        raise KeyError("nothing there")

    monkeypatch.setitem(app.view_functions, "home.help", open_to_all(broken))

    with pytest.raises(KeyError, match="nothing there"):
        client.open("home.help")


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_starts_with_nobody(app, turn):
    a_consumer()

    assert (db.session.query(User).count(), turn) == (1, turn)


def test_short_way_in_and_the_form_lead_to_the_same_page(client, another_client, consumer):
    by_form = another_client.open("account.sign_in").submit(
        "Войти", Логин=consumer.login, Пароль=PASSWORD
    )

    by_cookie = client.sign_in_as(consumer).open("home.front")

    assert (by_form.path, by_form.h1) == (by_cookie.path, by_cookie.h1)
