"""The portal starts only with settings to be trusted, and says how to mend the others."""

import base64
import logging

import pytest

from lk import config
from lk.app import create_app
from lk.config import SettingsError, load_settings, refusals
from lk.preflight import check_database
from lk.sqlite import wal_is_safe
from tests.factories import a_consumer
from tests.harness.portal import plain_settings
from tests.servers.databases import kind


@pytest.fixture
def environ(tmp_path):
    return plain_settings(tmp_path, "sqlite://")


def problems(environ):
    try:
        return refusals(load_settings(environ))
    except SettingsError as error:
        return error.problems


def key(data=bytes(range(32))):
    return base64.b64encode(data).decode()


def test_plain_production_settings_are_accepted(environ):
    assert problems(environ) == []


@pytest.mark.asvs("13.3.1")
@pytest.mark.parametrize(
    ("changes", "names", "mends"),
    [
        ({"LK_SECRET_KEY": ""}, "LK_SECRET_KEY", "openssl rand -hex 32"),
        ({"LK_SECRET_KEY": "short-0123456789"}, "LK_SECRET_KEY", "openssl rand -hex 32"),
        ({"LK_SECRET_KEY": "a" * 64}, "LK_SECRET_KEY", "openssl rand -hex 32"),
        ({"LK_SECRET_KEY": "changeme" * 8}, "LK_SECRET_KEY", "openssl rand -hex 32"),
        ({"LK_DATA_KEYS": ""}, "LK_DATA_KEYS", "openssl rand -base64 32"),
        ({"LK_DATA_KEYS": f"k1:{key(bytes(32))}"}, "LK_DATA_KEYS", "openssl rand -base64 32"),
        ({"LK_DATA_KEYS": "k1:c2hvcnQ="}, "LK_DATA_KEYS", "openssl rand -base64 32"),
        ({"LK_DATA_KEYS": "k1:не-base64"}, "LK_DATA_KEYS", "id:base64"),
        ({"LK_DATA_KEYS": f"{key()}"}, "LK_DATA_KEYS", "id:base64"),
        ({"LK_DATA_KEYS": f"ключ:{key()}"}, "LK_DATA_KEYS", "id:base64"),
        ({"LK_DATA_KEYS": f"k1:{key()},k2:short"}, "LK_DATA_KEYS", "id:base64"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG", "Уберите"),
        ({"FLASK_DEBUG": "true"}, "FLASK_DEBUG", "Уберите"),
        ({"LK_LIMITS": "off"}, "LK_LIMITS", "Уберите"),
        ({"LK_EXTERNAL_URL": "http://lk.example.ru"}, "LK_EXTERNAL_URL", "https://"),
        ({"LK_EXTERNAL_URL": ""}, "LK_EXTERNAL_URL", "https://"),
        ({"LK_EXTERNAL_URL": "lk.example.ru"}, "LK_EXTERNAL_URL", "https://"),
        ({"LK_EXTERNAL_URL": "https://lk.example.ru/lk"}, "LK_EXTERNAL_URL", "https://"),
        ({"LK_EXTERNAL_URL": "ftp://lk.example.ru"}, "LK_EXTERNAL_URL", "https://"),
        ({"LK_MODE": "prod"}, "LK_MODE", "production"),
        ({"LK_REGISTRATION": "off"}, "LK_REGISTRATION", "auto"),
        ({"LK_WORKERS": "два"}, "LK_WORKERS", "целое число"),
        ({"LK_WORKERS": "-1"}, "LK_WORKERS", "целое число"),
        ({"LK_PROXIES": "1.5"}, "LK_PROXIES", "целое число"),
        ({"LK_MAIL_PORT": "smtp"}, "LK_MAIL_PORT", "целое число"),
        ({"LK_LIMITS": "none"}, "LK_LIMITS", "on или off"),
        ({"LK_MAIL_USE_TLS": "starttls"}, "LK_MAIL_USE_TLS", "on или off"),
        ({"LK_DATABASE_URL": "bad://x"}, "LK_DATABASE_URL", "postgresql+psycopg://"),
        ({"LK_DATABASE_URL": "not an address"}, "LK_DATABASE_URL", "postgresql+psycopg://"),
    ],
    ids=str,
)
def test_wrong_setting_is_named_with_the_way_to_mend_it(environ, changes, names, mends):
    found = problems(environ | changes)

    assert len(found) == 1
    assert names in found[0]
    assert mends in found[0]


def test_all_problems_are_told_at_once(environ):
    bad = {"LK_SECRET_KEY": "", "LK_DATA_KEYS": "", "LK_LIMITS": "off", "FLASK_DEBUG": "1"}

    assert len(problems(environ | bad)) == 4


def test_secret_itself_is_never_told(environ):
    secret = "verysecret123456"

    found = problems(environ | {"LK_SECRET_KEY": secret, "LK_DATA_KEYS": f"k1:{secret}"})

    assert secret not in " ".join(found)
    assert secret not in repr(load_settings(environ | {"LK_SECRET_KEY": secret}))


@pytest.mark.parametrize("bind", ["0.0.0.0:8000", "[::]:8000", "192.0.2.1:80", "lk.example.ru:80"])
def test_demo_answers_to_this_machine_alone(environ, bind):
    found = problems(environ | {"LK_MODE": "demo", "LK_BIND": bind})

    assert len(found) == 1
    assert "LK_BIND" in found[0]


@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "[::1]:9000", "localhost:80", "127.1.2.3:1"])
def test_demo_takes_any_loopback_address(environ, bind):
    assert problems(environ | {"LK_MODE": "demo", "LK_BIND": bind}) == []


@pytest.mark.parametrize("remote", ["192.0.2.1", "2001:db8::1", "", "10.0.0.1"])
def test_demo_shows_nothing_to_other_machines(client, settings_changed, remote):
    settings_changed(mode="demo")
    client.address = remote

    assert client.ask("GET", "/lk/").status_code == 403


def test_external_url_of_the_demo_follows_its_port(environ):
    demo = {"LK_MODE": "demo", "LK_BIND": "127.0.0.1:9000", "LK_EXTERNAL_URL": ""}

    assert load_settings(environ | demo).external_url == "http://127.0.0.1:9000"


def test_secrets_file_fills_in_what_the_environment_lacks(environ, tmp_path):
    (tmp_path / config.SECRETS_FILE).write_text(f'mode = "demo"\nsecret_key = "{"ab" * 20}"\n')
    bare = {"LK_INSTANCE": str(tmp_path)}

    found = load_settings(bare)

    assert (found.mode, found.secret_key) == ("demo", "ab" * 20)
    assert load_settings(bare | {"LK_MODE": "production"}).mode == "production"


def test_production_refuses_a_database_with_demo_sign_ins(app):
    a_consumer("person", is_demo=True)

    with pytest.raises(SettingsError, match="демонстрационные"):
        check_database(app.config["LK"])


def test_demo_opens_the_same_database(app, settings_changed, caplog):
    a_consumer("person", is_demo=True)

    with caplog.at_level(logging.WARNING, "lk.start"):
        check_database(settings_changed(mode="demo"))

    assert caplog.messages == []


@pytest.mark.skipif(kind() != "postgresql", reason="it is PostgreSQL's own setting")
@pytest.mark.parametrize("name", ["synchronous_commit", "fsync"])
def test_postgresql_that_may_lose_commits_is_refused_and_in_the_demo_told(
    app, switched_off, settings_changed, name, caplog
):
    switched_off(name)

    with pytest.raises(SettingsError, match=name):
        check_database(app.config["LK"])
    with caplog.at_level(logging.WARNING, "lk.start"):
        check_database(settings_changed(mode="demo"))

    assert any(name in message for message in caplog.messages)


@pytest.fixture
def switched_off(portal):
    """Switch a setting of the server off, until the test ends."""
    names = []

    def switch(name):
        names.append(name)
        set_server(portal.database.cluster, name, "off")

    yield switch
    for name in names:
        set_server(portal.database.cluster, name, "on")


def set_server(cluster, name, value):
    cluster.run(f"ALTER SYSTEM SET {name} = {value}")
    cluster.run("SELECT pg_reload_conf()")
    cluster.run("SELECT pg_sleep(0.3)")


def test_database_that_does_not_answer_is_no_reason_to_stay_down(environ):
    away = "postgresql+psycopg://nobody@127.0.0.1:1/lk?connect_timeout=1"

    found = create_app(environ | {"LK_DATABASE_URL": away})

    assert found.test_client().get("/readyz", base_url="https://lk.test").status_code == 503


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_sqlite_with_the_wal_reset_bug_is_known(version, is_safe):
    assert wal_is_safe(version) == is_safe
