"""Whatever stands in the fields and addresses of any page: never a 500, on both databases."""

from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup

from tests.harness.filling import entries
from tests.harness.portal import URL
from tests.harness.world import address, rules_of

ODD = {
    "nul": b"\0",
    "nul inside": b"a\0b",
    "no utf-8": b"\xff\xfe\xc3\x28",
    "lone surrogate": b"\xed\xa0\x80",
    "long": b"x" * 6000,
    "long word of letters": "щ".encode() * 1500,
    "too large a number": b"9" * 40,
    "not a number": b"NaN",
    "infinity": b"1e999",
    "less than nothing": b"-1",
    "other digits": "٣٤٥".encode(),
    "no such day": b"31.02.2026",
    "far away": b"31.12.99999",
    "markup": b"\"'><script>alert(1)</script>{{7*7}}%s%n",
    "sql": b"' OR 1=1 --",
    "line breaks": b"a\r\nSet-Cookie: b=c\r\n\r\n",
    "bidi": "\u202etxt.exe\u2066".encode(),
    "combining": ("e" + "\u0301" * 300).encode(),
    "emoji": "👨‍👩‍👧‍👦".encode(),
    "empty": b"",
    "spaces": b"  \t\n ",
    "a list": b"[]",
}
# These end the session or the draft when they work; nothing odd is lost by leaving them out.
LEFT_OUT = {
    "account.sign_out",
    "account.sign_out_everywhere",
    "applications.delete",
    "applications.do_act",
}
IN_ADDRESSES = ("nul", "no utf-8", "long", "too large a number", "markup", "other digits", "empty")
QUERY = ("next", "before", "after", "page", "q", "kind", "step", "login", "size", "scheme")


def in_addresses():
    return [(what, ODD[what]) for what in IN_ADDRESSES]


def body(form, value):
    """All fields of the form hold this value; the hidden ones that prove something stay."""
    pairs = []
    for name, default in entries(form, {}, form.find("button")):
        is_ours = name in {"csrf_token", "go"} or not isinstance(default, str)
        if not isinstance(default, str):
            continue
        pairs.append((name.encode(), default.encode() if is_ours else value))
    names = {name for name, _ in pairs}
    for control in form.select("[name]"):
        if control["name"].encode() not in names and control.get("type") != "file":
            pairs.append((str(control["name"]).encode(), value))
    return urlencode(pairs).encode()


def send(client, form, value):
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": URL}
    kind = "application/x-www-form-urlencoded"
    return client.ask(
        "POST", form["action"], data=body(form, value), content_type=kind, headers=headers
    ).status_code


def endpoint(app, path):
    return app.url_map.bind("lk.test").match(path.split("?")[0], method="POST")[0]


def forms(app, client, path):
    """The forms of a page that post, apart from those in its frame."""
    answer = client.ask("GET", path)
    if answer.mimetype != "text/html":
        return []
    soup = BeautifulSoup(answer.text, "html.parser")
    return [
        form
        for form in soup.select("main form[method=post]")
        if endpoint(app, form["action"]) not in LEFT_OUT
    ]


@pytest.mark.asvs("1.2.4")
@pytest.mark.asvs("2.2.1")
@pytest.mark.parametrize("who", ["signed out", "signed in"])
def test_no_field_of_any_form_breaks_a_page(app, client, world, settings_changed, who):
    settings_changed(limits_on=False)
    if who == "signed in":
        client.sign_in_as(world.user)
    broken, tried = [], set()
    for rule in rules_of(app, unsafe=False):
        path = address(client, rule, world.values(rule))
        for place, form in enumerate(forms(app, client, path)):
            if signature(form) not in tried:
                tried.add(signature(form))
                broken += tries(app, client, path, place, form)

    assert broken == []


def signature(form):
    return form["action"], frozenset(str(each["name"]) for each in form.select("[name]"))


def tries(app, client, path, place, form):
    """Values that break the form; it is read again after each that was not simply refused."""
    found = []
    for what, value in ODD.items():
        status = send(client, form, value)
        if status >= 500:
            found.append((form["action"], what))
        if status != 422:
            now_there = forms(app, client, path)
            if place >= len(now_there):
                break
            form = now_there[place]
    return found


def test_no_query_breaks_a_page(app, inside, world):
    broken = []
    for rule in rules_of(app, unsafe=False):
        path = address(inside, rule, world.values(rule))
        for what, value in in_addresses():
            query = urlencode([(name, value) for name in QUERY])
            if inside.ask("GET", f"{path}?{query}").status_code >= 500:
                broken.append((path, what))

    assert broken == []


def test_no_part_of_an_address_breaks_a_page(app, inside, world):
    broken = []
    for rule in rules_of(app, unsafe=False):
        for argument in rule.arguments:
            for what, value in in_addresses():
                path = inside.url(rule.endpoint, **{**world.values(rule), argument: "ODD"})
                path = path.replace("ODD", quote(value, safe="") or "%20")
                if inside.ask("GET", path).status_code >= 500:
                    broken.append((path[:80], what))

    assert broken == []


@pytest.mark.parametrize("name", ["__Host-session", "__Host-remember", "lk_sight"])
def test_no_cookie_breaks_a_page(client, name):
    answers = {}
    for what, value in ODD.items():
        text = value[:3000].decode("latin-1").translate({10: None, 13: None, 59: None})
        header = {"Cookie": f"{name}={text}".replace("\0", "%00")}
        answers[what] = client.ask("GET", "/lk/", headers=header).status_code

    assert {what: status for what, status in answers.items() if status != 200} == {}


def test_world_of_these_tests_has_forms_to_try(app, inside, world):
    actions = {
        endpoint(app, form["action"])
        for rule in rules_of(app, unsafe=False)
        for form in forms(app, inside, address(inside, rule, world.values(rule)))
    }

    assert {"account.save_me", "applications.save_step", "questions.ask"} <= actions
