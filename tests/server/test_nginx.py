"""The example for nginx: what opens a page without signing in is in none of its logs."""

import re
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from flask import Flask

from tests.servers.processes import ROOT, end_with_tests, free_port, program

EXAMPLE = (ROOT / "lk" / "server" / "nginx.conf.example").read_text(encoding="utf-8")
TOKEN = "S3cr3t-t0ken_of-a-link"
PATHS = ("/lk/a/", "/lk/meters/link/", "/lk/unsubscribe/", "/lk/email/cancel/", "/lk/confirm/")


def masked() -> re.Pattern[str]:
    (pattern,) = re.findall(r'^\s*"~(\^.*?)" "\$lk_beginning\*{3}";$', EXAMPLE, re.M)
    return re.compile(pattern.replace("(?<", "(?P<"))


def test_every_address_with_a_token_is_cut_in_the_log(app: Flask) -> None:
    rules = [str(each) for each in app.url_map.iter_rules() if "token" in each.arguments]

    cut = [found.group("lk_beginning") for each in rules if (found := masked().match(each))]

    assert cut == [each.partition("<")[0] for each in rules]
    assert set(PATHS) <= set(cut)


def test_nothing_else_is_cut(app: Flask) -> None:
    others = [str(each) for each in app.url_map.iter_rules() if "token" not in each.arguments]

    assert [each for each in others if masked().match(each)] == []


def test_places_without_a_log_of_errors_are_those_that_are_cut() -> None:
    (place,) = re.findall(r"location ~ (\^.*/) \{", EXAMPLE)

    assert place == re.sub(r"\?P<lk_beginning>", "", masked().pattern).replace("^(", "^")[:-1]


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The example at work on a port of this machine, with no portal behind it; its logs."""
    found = program("nginx")
    if found is None:
        pytest.skip("no nginx on this machine: apt-get install nginx")
    port, shut = free_port(), free_port()
    conf = tmp_path / "nginx.conf"
    conf.write_text(_of_this_machine(tmp_path, port, shut), encoding="utf-8")
    command = [found, "-c", str(conf), "-p", str(tmp_path), "-e", str(tmp_path / "error.log")]
    running = subprocess.Popen(command, preexec_fn=end_with_tests)  # noqa: PLW1509  # it is one system call
    try:
        yield port, tmp_path
    finally:
        running.terminate()
        running.wait(10)


def _of_this_machine(folder: Path, port: int, shut: int) -> str:
    """Without TLS, and with paths of its own; the upstream is a port where nobody listens."""
    text = re.sub(r"\n\s*(ssl_\w+|listen \[::\]).*", "", EXAMPLE)
    text = re.sub(r"server \{\s*listen 80;.*?\n\}\n", "", text, flags=re.S)
    text = re.sub(r"listen 80 default_server;\s*listen 443[^;]*;", f"listen {shut} default;", text)
    text = re.sub(r"listen 443[^;]*;", f"listen {port};", text)
    text = text.replace("unix:/run/lk/web.sock", f"127.0.0.1:{free_port()}")
    text = text.replace("/var/log/nginx/", f"{folder}/")
    places = "".join(
        f"{each}_temp_path {folder}/{each};"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    head = f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;"
    return f"{head} events {{}} http {{ {places} access_log off; {text} }}"


def _get(port: int, path: str) -> int:
    for _ in range(100):
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": "lk.example.ru", "Referer": path})
            return connection.getresponse().status
        except (ConnectionError, HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    raise AssertionError("nginx does not answer")


def test_logs_hold_no_token_even_when_the_portal_is_away(nginx: tuple[int, Path]) -> None:
    port, folder = nginx
    paths = [f"{each}{TOKEN}" for each in PATHS]

    statuses = [_get(port, each) for each in [*paths, f"/lk/{TOKEN}", f"/lk/?next={TOKEN}"]]
    flooded = [_get(port, paths[0]) for _ in range(90)]

    log = (folder / "lk.log").read_text(encoding="utf-8")
    assert set(statuses) == {502}
    assert 503 in flooded
    assert [each for each in PATHS if f"GET {each}*** 502" not in log] == []
    assert log.count(TOKEN) == 1  # the page that is no secret one
    errors = (folder / "error.log").read_text(encoding="utf-8")
    assert [each for each in PATHS if f"{each}{TOKEN}" in errors] == []
    assert f"/lk/{TOKEN}" in errors
