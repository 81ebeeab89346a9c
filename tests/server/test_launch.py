import os
import signal
import socket
import stat
import tomllib
from pathlib import Path

import pytest

from tests.server.running import Portal, free_port, portal, refusal, wait_until_gone


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory):
    """A first start with all of the demo; it has ended when its tests are over."""
    with portal(
        tmp_path_factory.mktemp("instance") / "new", LK_DEMO_PASSWORD="snezhnyj-lis-41"
    ) as it:
        yield it


def test_first_start_serves_the_front_page(first: Portal):
    status, page = first.get("/lk/")

    assert status == 200
    assert "Личный кабинет" in page


def test_root_leads_to_the_cabinet(first: Portal):
    status, _ = first.get("/")

    assert status == 302


def test_database_and_files_are_ready(first: Portal):
    status, _ = first.get("/readyz")

    assert status == 200


def test_welcome_names_address_sign_ins_and_password(first: Portal):
    assert f"http://127.0.0.1:{first.port}/lk/" in first.welcome
    assert "person, entrepreneur, company" in first.welcome
    assert "snezhnyj-lis-41" in first.welcome


def test_folder_and_secrets_are_readable_by_the_owner_alone(first: Portal):
    folder = stat.S_IMODE(first.instance.stat().st_mode)
    secrets = stat.S_IMODE((first.instance / "secrets.toml").stat().st_mode)

    assert (folder, secrets) == (0o700, 0o600)


def test_commands_of_the_office_take_mode_and_secrets_from_the_folder(first: Portal):
    done = first.flask("admin", "applications", "list", "--json")

    assert done.returncode == 0, done.stderr
    assert "fl-150" in done.stdout or "number" in done.stdout


def test_database_answers_by_hand_while_the_portal_runs(first: Portal):
    asked = "SELECT login FROM users\nORDER BY id;\nSELECT nobody;\n"

    done = first.python("-m", "lk.server.database", words=asked)

    assert done.returncode == 0, done.stderr
    assert "entrepreneur" in done.stdout
    assert "no such column: nobody" in done.stdout


def test_worker_that_ends_is_started_again(tmp_path: Path):
    with portal(tmp_path / "instance", LK_DEMO="0") as it:
        worker = it.child("lk-letters")
        os.kill(worker, signal.SIGKILL)

        again = it.child("lk-letters", but=worker)

        assert again != worker
        assert it.answers()


def test_lost_server_stops_the_worker_and_is_reported(tmp_path: Path):
    with portal(tmp_path / "instance", LK_DEMO="0") as it:
        children = it.children()
        os.kill(it.child("lk-pages"), signal.SIGKILL)

        code = it.process.wait(timeout=60)

        assert code == 1
        assert wait_until_gone(children)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_signal_ends_server_and_worker(tmp_path: Path, name: signal.Signals):
    with portal(tmp_path / "instance", LK_DEMO="0") as it:
        children = it.children()

        code = it.stop(name)

        assert code == 0
        assert len(children) == 2
        assert wait_until_gone(children)
        assert not it.answers()


def secrets_of(instance: Path) -> dict[str, str]:
    """All but the address, which is each start's own."""
    kept = tomllib.loads((instance / "secrets.toml").read_text("utf-8"))
    return {name: kept[name] for name in ("mode", "secret_key", "data_keys")}


def test_second_start_keeps_secrets_and_data(tmp_path: Path):
    instance = tmp_path / "instance"
    with portal(instance) as it:
        secrets = secrets_of(instance)
        before = it.flask("admin", "applications", "list", "--json").stdout
        it.stop()

    with portal(instance) as it:
        after = it.flask("admin", "applications", "list", "--json").stdout

        assert secrets_of(instance) == secrets
        assert after == before
        assert "person, entrepreneur, company" in it.welcome


def test_start_without_demo_has_no_sign_ins(tmp_path: Path):
    with portal(tmp_path / "instance", LK_DEMO="0") as it:
        done = it.flask("admin", "users", "list", "--json")

        assert done.returncode == 0, done.stderr
        assert "person" not in done.stdout
        assert "Вход:" not in it.welcome


def test_password_of_the_demo_is_remembered_and_can_be_changed(tmp_path: Path):
    instance = tmp_path / "instance"
    with portal(instance, LK_DEMO_PASSWORD="pervyj-parol-1") as it:
        it.stop()
    with portal(instance, LK_DEMO_PASSWORD="vtoroj-parol-2") as it:
        it.stop()

    with portal(instance) as it:
        kept = tomllib.loads((instance / "secrets.toml").read_text("utf-8"))

        assert "vtoroj-parol-2" in it.welcome
        assert kept["demo_password"] == "vtoroj-parol-2"


@pytest.mark.parametrize("bind", ["0.0.0.0:8123", "192.168.0.10:8123", "[::]:8123"])
def test_demo_refuses_to_be_seen_from_outside(tmp_path: Path, bind: str):
    code, words = refusal(tmp_path / "instance", LK_BIND=bind)

    assert code == 3
    assert "только на этой машине" in words
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize("bind", ["127.0.0.1", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000"])
def test_bind_without_a_port_is_explained(tmp_path: Path, bind: str):
    code, words = refusal(tmp_path / "instance", LK_BIND=bind)

    assert code == 3
    assert "LK_BIND" in words


def test_taken_port_is_named_before_anything_is_made(tmp_path: Path):
    port = free_port()
    with socket.create_server(("127.0.0.1", port)):
        code, words = refusal(tmp_path / "instance", LK_BIND=f"127.0.0.1:{port}")

    assert code == 3
    assert f"Порт {port} занят" in words
    assert not (tmp_path / "instance").exists()


def test_make_run_is_no_production(tmp_path: Path):
    code, words = refusal(tmp_path / "instance", LK_MODE="production")

    assert code == 3
    assert "только демонстрацию" in words
