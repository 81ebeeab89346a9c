"""What a request may weigh: accepted at the limit, refused one byte and one part past it."""

import io

import pytest

from lk.web.transactions import DEFAULT_CONTENT_LENGTH, DEFAULT_PARTS
from tests.harness.world import a_world, address, rules_of

FORM = "application/x-www-form-urlencoded"
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
LARGEST = 4 * 1024 * 1024  # what is written out in full here


@pytest.fixture
def world(app):
    return a_world()


def token(client):
    page = client.open("home.help")
    return page.soup.find("input", attrs={"name": "csrf_token"})["value"]


def padded(client, length):
    head = f"csrf_token={token(client)}&x=".encode()
    return head + b"a" * (length - len(head))


def post(client, path, body, kind=FORM):
    return client.ask("POST", path, data=body, content_type=kind, headers=SAME_ORIGIN)


def cap_of(app, rule):
    view = app.view_functions[rule.endpoint]
    return getattr(view, "caps", (DEFAULT_CONTENT_LENGTH, DEFAULT_PARTS))


@pytest.mark.asvs("5.2.1")
def test_body_at_the_limit_is_read_and_one_byte_more_is_413(app, client, world):
    client.sign_in_as(world.user)
    for rule in rules_of(app, unsafe=True):
        length, path = cap_of(app, rule)[0], address(client, rule, world.values(rule))
        if length > LARGEST or rule.endpoint in {"account.sign_out"}:
            continue

        fits = post(client, path, padded(client, length)).status_code
        too_large = post(client, path, padded(client, length + 1)).status_code

        assert (fits != 413, too_large) == (True, 413), rule
        client.sign_in_as(world.user)


def multipart(parts, fields):
    """A body with so many parts, the given ones among them."""
    lines = []
    for number in range(parts):
        name, value = fields[number] if number < len(fields) else (f"x{number}", "")
        lines.append(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n')
    return ("".join(lines) + "--b--\r\n").encode()


@pytest.mark.parametrize("endpoint", ["home.misprint", "applications.take_files"])
def test_parts_at_the_limit_are_read_and_one_more_is_413(app, client, world, endpoint):
    client.sign_in_as(world.user)
    rule = next(r for r in rules_of(app, unsafe=True) if r.endpoint == endpoint)
    path, parts = address(client, rule, world.values(rule)), cap_of(app, rule)[1]
    proof, kind = [("csrf_token", token(client))], "multipart/form-data; boundary=b"

    fits = post(client, path, multipart(parts, proof), kind).status_code
    too_many = post(client, path, multipart(parts + 1, proof), kind).status_code

    assert (fits != 413, too_many) == (True, 413)


def upload(proof, length):
    """A form of exactly so many bytes, most of them one file."""
    file = 'name="file-plan"; filename="a.pdf"\r\nContent-Type: application/pdf'
    head = (
        f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{proof}\r\n'
        f"--b\r\nContent-Disposition: form-data; {file}\r\n\r\n"
    ).encode()
    tail = b"\r\n--b--\r\n"
    return head + b"%" * (length - len(head) - len(tail)) + tail


def test_files_at_the_limit_are_judged_and_one_byte_more_is_413(app, client, world):
    client.sign_in_as(world.user)
    path = client.url("applications.take_files", public_id=world.ids["draft"])
    rule = next(r for r in rules_of(app, unsafe=True) if r.endpoint == "applications.take_files")
    most, kind = cap_of(app, rule)[0], "multipart/form-data; boundary=b"

    fits = post(client, path, upload(token(client), most), kind)
    too_large = post(client, path, upload(token(client), most + 1), kind)

    assert (fits.status_code in {303, 422}, too_large.status_code) == (True, 413)


def test_field_in_a_multipart_form_may_not_eat_the_memory(app, client, world):
    client.sign_in_as(world.user)
    path = client.url("applications.take_files", public_id=world.draft.public_id)
    body = multipart(2, [("csrf_token", token(client)), ("go", "a" * 600 * 1024)])

    answer = post(client, path, body, "multipart/form-data; boundary=b")

    assert answer.status_code == 413


def test_long_field_is_taken_from_the_signed_in_and_where_a_view_says_so(app, client, world):
    rule = next(r for r in rules_of(app, unsafe=True) if r.endpoint == "meters.check_table_file")
    path, kind = address(client, rule, {}), "multipart/form-data; boundary=b"
    body = multipart(2, [("csrf_token", token(client)), ("text", "a" * 600 * 1024)])
    stranger = post(client, path, body, kind)
    client.sign_in_as(world.user)
    body = multipart(2, [("csrf_token", token(client)), ("text", "a" * 600 * 1024)])

    ours = post(client, path, body, kind)

    assert (stranger.status_code, ours.status_code) == (413, 422)


def test_too_large_a_body_is_told_in_a_page_in_russian(client):
    page_body = padded(client, DEFAULT_CONTENT_LENGTH + 1)

    answer = post(client, client.url("home.misprint"), page_body)

    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_body_without_a_length_is_not_read_past_the_limit(client):
    stream = io.BytesIO(padded(client, DEFAULT_CONTENT_LENGTH + 1))

    answer = client.ask(
        "POST",
        client.url("home.misprint"),
        input_stream=stream,
        content_type=FORM,
        headers=SAME_ORIGIN,
    )

    assert answer.status_code in {400, 413}
