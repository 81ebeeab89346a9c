"""After a whole journey no secret of the consumer lies anywhere in the clear."""

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.client import Client
from tests.factories import a_pdf
from tests.journeys import words as w
from tests.servers.databases import kind

SECRETS = [
    w.PASSPORT,
    w.PASSPORT.replace(" ", ""),
    w.SNILS,
    "11223344595",
    w.INN,
    w.PHRASE,
    w.PASSWORD,
]


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Where this process puts its temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def journey(app, letters):
    """Register, fill in, lose the session, attach, submit; then recover the password."""
    client = Client(app)
    client.open("account.register").submit("Регистрация", **w.REGISTRATION)
    page = client.open_path(letters.last(w.EMAIL).paths[0])
    page.submit(page.buttons[0])
    page = sign_in(client).click("Создать заявку").submit("до 150 кВт")
    client.forget_cookies()
    page.submit("Далее", **w.REQUISITES)  # kept in the page of the sign-in, sealed
    page = sign_in(client).click("Продолжить").submit("Далее", **w.REQUISITES)
    page = page.submit("Далее", **w.OBJECT)
    page = page.submit("Далее", **w.TECHNICAL)
    files = {
        slot: a_pdf(f"{n}.pdf", w.PHRASE)
        for n, slot in enumerate((w.PLAN, w.RIGHT, w.COPY_OF_PASSPORT))
    }
    page = page.submit("Далее", **files)
    return page.submit("Подать заявку", **w.AGREED)


def sign_in(client):
    return client.open("account.sign_in").submit("Войти", Логин=w.LOGIN, Пароль=w.PASSWORD)


def found_in(folder: Path) -> list[str]:
    """Files under `folder` that hold a secret, in UTF-8, UTF-16 or escaped as JSON does."""
    hits = []
    for file in folder.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        for secret in SECRETS:
            forms = {
                secret.encode(),
                secret.encode("utf-16-le"),
                secret.encode("ascii", "backslashreplace"),
            }
            if any(form in data for form in forms):
                hits.append(f"{file.name}: {secret}")
    return hits


def everything_of_postgresql(portal) -> str:
    cluster = portal.database.cluster
    cluster.run("CHECKPOINT")
    dump = subprocess.run(
        [cluster.programs / "pg_dump", "-h", cluster.folder, "-U", cluster.user, "lk"],
        capture_output=True,
        text=True,
        check=True,
    )
    return dump.stdout


@pytest.mark.asvs("14.2.4")
def test_no_secret_lies_in_the_clear_after_a_whole_journey(
    app, portal, letters, log_lines, temporary, tmp_path
):
    receipt = journey(app, letters)

    assert receipt.facts["Номер заявки"]
    (tmp_path / "portal.log").write_text("\n".join(log_lines.raw))
    assert found_in(portal.instance) == []
    assert found_in(temporary) == []
    assert found_in(tmp_path) == []
    if kind() == "sqlite":
        files = [Path(f"{portal.database.file}{suffix}") for suffix in ("", "-wal", "-shm")]
        assert any(file.stat().st_size > 4096 for file in files if file.exists())
        assert found_in(portal.database.file.parent) == []
    else:
        (tmp_path / "dump.sql").write_text(everything_of_postgresql(portal))
        assert found_in(tmp_path) == []
        assert found_in(portal.database.cluster.folder) == []


def test_search_for_secrets_finds_one_that_is_there(tmp_path):
    (tmp_path / "a.bin").write_bytes(os.urandom(50) + w.PHRASE.encode() + os.urandom(50))
    (tmp_path / "b.json").write_text(ascii(w.PASSWORD))

    assert sorted(found_in(tmp_path)) == [f"a.bin: {w.PHRASE}", f"b.json: {w.PASSWORD}"]
