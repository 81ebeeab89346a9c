import stat
import tomllib
from pathlib import Path

from lk.config import load_settings
from lk.server import secrets

ADDRESS = {"bind": "127.0.0.1:8000", "external_url": "http://127.0.0.1:8000"}


def test_generated_secrets_pass_for_a_start(tmp_path: Path):
    secrets.ensure(tmp_path / "new", **ADDRESS)

    found = load_settings({"LK_INSTANCE": str(tmp_path / "new")})

    assert found.is_demo
    assert len(found.secret_key) >= 32
    assert [len(key) for key in found.data_keys.values()] == [32]


def test_file_is_for_the_owner_alone(tmp_path: Path):
    secrets.ensure(tmp_path / "new", **ADDRESS)

    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()]

    assert modes == [0o600]
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_secrets_that_are_there_stay(tmp_path: Path):
    first = secrets.ensure(tmp_path, **ADDRESS)

    second = secrets.ensure(tmp_path, **ADDRESS)

    assert second == first


def test_missing_secret_is_added_to_those_that_are_there(tmp_path: Path):
    secrets.write(tmp_path, {"mode": "demo", "data_keys": "old:abc"})

    found = secrets.ensure(tmp_path, **ADDRESS)

    assert found["data_keys"] == "old:abc"
    assert len(found["secret_key"]) == 64


def test_file_open_to_others_is_closed(tmp_path: Path):
    secrets.ensure(tmp_path, **ADDRESS)
    (tmp_path / "secrets.toml").chmod(0o644)

    secrets.ensure(tmp_path, **ADDRESS)

    assert stat.S_IMODE((tmp_path / "secrets.toml").stat().st_mode) == 0o600


def test_any_password_survives_the_file(tmp_path: Path):
    odd = 'кавычка " и \\ и пробел'

    secrets.write(tmp_path, {"demo_password": odd})

    assert tomllib.loads((tmp_path / "secrets.toml").read_text("utf-8"))["demo_password"] == odd


def test_commands_know_the_address_of_the_last_start(tmp_path: Path):
    secrets.ensure(tmp_path, **ADDRESS)

    secrets.ensure(tmp_path, bind="127.0.0.1:9000", external_url="http://127.0.0.1:9000")

    found = load_settings({"LK_INSTANCE": str(tmp_path)})
    assert (found.bind, found.external_url) == ("127.0.0.1:9000", "http://127.0.0.1:9000")
