import runpy
from pathlib import Path
from typing import Any

import pytest
from gunicorn.config import Config

import lk.server

FILE = Path(lk.server.__file__).with_name("gunicorn_conf.py")


@pytest.fixture
def configuration(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """gunicorn's own reading of our file under the given LK_ variables."""

    def read(**environ: str) -> Config:
        monkeypatch.setenv("LK_INSTANCE", str(tmp_path))
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        found: dict[str, Any] = runpy.run_path(str(FILE))
        config = Config()
        for name in set(found) & set(config.settings):
            config.set(name, found[name])
        return config

    return read


def test_workers_and_address_come_from_the_settings(configuration):
    config = configuration(LK_WORKERS="3", LK_BIND="unix:/run/lk/web.sock")

    assert (config.workers, config.bind) == (3, ["unix:/run/lk/web.sock"])
    assert (config.worker_class_str, config.threads) == ("gthread", 8)


def test_nobody_is_believed_without_a_proxy(configuration):
    config = configuration(LK_PROXIES="0")

    assert config.forwarded_allow_ips == []


def test_proxy_of_this_machine_is_believed(configuration):
    config = configuration(LK_PROXIES="1")

    assert config.forwarded_allow_ips == ["127.0.0.1", "::1"]


def test_no_second_door_is_opened(configuration):
    config = configuration()

    assert config.control_socket_disable
    assert config.header_map == "drop"
    assert config.forwarder_headers == []


def test_requests_are_bounded_and_workers_renewed(configuration):
    config = configuration()

    assert 0 < config.limit_request_line <= 4094
    assert 0 < config.limit_request_fields <= 100
    assert 0 < config.limit_request_field_size <= 8190
    assert config.max_requests > 0 < config.max_requests_jitter
    assert config.graceful_timeout == 30
