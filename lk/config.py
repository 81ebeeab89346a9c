"""Settings: read once, from the environment (`LK_…`) and from `$LK_INSTANCE/secrets.toml`."""

import base64
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_COMPANY = ROOT / "lk" / "company" / "gorseti.toml"
SECRETS_FILE = "secrets.toml"
DEFAULT_BIND = "127.0.0.1:8000"
ON, OFF = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
SHORTEST_SECRET = 32
KEY_ID = re.compile(r"[0-9A-Za-z]{1,16}")
DATA_KEY_BYTES = 32


class SettingsError(RuntimeError):
    """The portal must not start like this; the text says what is wrong and how to mend it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(["Портал не запущен:", *(f"  - {text}" for text in problems)]))
        self.problems = problems


@dataclass(frozen=True)
class Settings:
    mode: str
    instance: Path
    database_url: str
    secret_key: str = field(repr=False)
    data_keys: dict[str, bytes] = field(repr=False)
    external_url: str
    bind: str
    workers: int
    proxies: int
    registration: str
    limits_on: bool
    debug: bool
    company_file: Path
    mail_server: str
    mail_port: int
    mail_username: str
    mail_password: str = field(repr=False)
    mail_use_tls: bool
    mail_sender: str
    clamd: str = ""

    @property
    def is_demo(self) -> bool:
        return self.mode == "demo"

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the portal over TLS, so that cookies may be Secure."""
        return self.external_url.startswith("https://")

    @property
    def files_folder(self) -> Path:
        return self.instance / "files"

    @property
    def mail_folder(self) -> Path:
        return self.instance / "mail"


def settings() -> Settings:
    """The settings of the running application."""
    found: Settings = current_app.config["LK"]
    return found


class _Source:
    """Where values come from: the environment, then secrets.toml, then the default."""

    def __init__(self, environ: Mapping[str, str], kept: Mapping[str, Any]) -> None:
        self.environ, self.kept = environ, kept
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        return self.environ.get(f"LK_{name}") or str(self.kept.get(name.lower(), default))

    def number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            self.problems.append(f"LK_{name}: нужно целое число, а не «{value}».")
            return default
        return int(value)

    def is_on(self, name: str, default: str = "off") -> bool:
        value = self.text(name, default).lower()
        if value not in ON | OFF:
            self.problems.append(f"LK_{name}: нужно on или off, а не «{value}».")
        return value in ON


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Settings of `environ`; what it lacks comes from secrets.toml, then from the defaults.

    Raises SettingsError for values that cannot be read at all.
    """
    instance = Path(environ.get("LK_INSTANCE") or ROOT / "instance").resolve()
    source = _Source(environ, _kept_secrets(instance / SECRETS_FILE))
    bind, mode = source.text("BIND", DEFAULT_BIND), source.text("MODE", "production")
    address = source.text("EXTERNAL_URL", f"http://{bind}" if mode == "demo" else "")
    found = Settings(
        mode=mode,
        instance=instance,
        database_url=source.text("DATABASE_URL", f"sqlite:///{instance / 'lk.sqlite3'}"),
        secret_key=source.text("SECRET_KEY"),
        data_keys=_data_keys(source.text("DATA_KEYS"), source.problems),
        external_url=address.rstrip("/"),
        bind=bind,
        workers=source.number("WORKERS", 2),
        proxies=source.number("PROXIES", 0),
        registration=source.text("REGISTRATION", "auto"),
        limits_on=source.is_on("LIMITS", "on"),
        debug=environ.get("FLASK_DEBUG", "").lower() in ON,
        company_file=Path(source.text("COMPANY", str(DEFAULT_COMPANY))),
        **_servers(source),
    )
    problems = source.problems + _wrong_choices(found)
    if problems:
        raise SettingsError(problems)
    return found


def _servers(source: _Source) -> dict[str, Any]:
    """Mail and the antivirus, which stand beside the portal."""
    return {
        "mail_server": source.text("MAIL_SERVER"),
        "mail_port": source.number("MAIL_PORT", 25),
        "mail_username": source.text("MAIL_USERNAME"),
        "mail_password": source.text("MAIL_PASSWORD"),
        "mail_use_tls": source.is_on("MAIL_USE_TLS"),
        "mail_sender": source.text("MAIL_SENDER"),
        "clamd": source.text("CLAMD"),
    }


def _kept_secrets(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _data_keys(text: str, problems: list[str]) -> dict[str, bytes]:
    """`id:base64,id:base64` → keys by id, in that order; the first one seals."""
    keys: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key_id, _, encoded = part.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except ValueError:  # binascii.Error is one, and so is text that is not ASCII
            key = b""
        if len(key) != DATA_KEY_BYTES or not KEY_ID.fullmatch(key_id):
            problems.append(
                f"LK_DATA_KEYS: ключ «{key_id[:16]}» не читается; нужен вид id:base64 из 32 байт, "
                "например k1:$(openssl rand -base64 32)."
            )
            continue
        keys[key_id] = key
    return keys


def _wrong_choices(found: Settings) -> list[str]:
    problems = []
    if found.mode not in {"production", "demo"}:
        problems.append(f"LK_MODE: «{found.mode}» не бывает; нужно production или demo.")
    if not _is_database(found.database_url):
        problems.append(
            "LK_DATABASE_URL: нужен адрес вида sqlite:////путь/lk.sqlite3 или "
            "postgresql+psycopg://имя:пароль@хост/база."
        )
    if found.registration not in {"auto", "manual"}:
        problems.append("LK_REGISTRATION: нужно auto или manual.")
    url = urlsplit(found.external_url)
    if found.external_url and (url.scheme not in {"http", "https"} or url.path or not url.netloc):
        problems.append("LK_EXTERNAL_URL: нужны схема и хост, например https://lk.example.ru.")
    return problems


def _is_database(url: str) -> bool:
    try:
        return make_url(url).drivername in {"sqlite", "postgresql", "postgresql+psycopg"}
    except ArgumentError:
        return False


def refusals(found: Settings) -> list[str]:
    """Why the portal must not start with these settings, each with the way to mend it."""
    return _refusals_of_demo(found) if found.is_demo else _refusals_of_production(found)


def _refusals_of_demo(found: Settings) -> list[str]:
    if is_loopback(found.bind):
        return []
    return [
        f"LK_BIND={found.bind}: демонстрация отвечает только на этой машине (127.0.0.1 или [::1]). "
        "Для работы в сети поставьте LK_MODE=production."
    ]


def _refusals_of_production(found: Settings) -> list[str]:
    problems = []
    if len(found.secret_key) < SHORTEST_SECRET or len(set(found.secret_key)) < 10:
        problems.append(
            "LK_SECRET_KEY: нет или слабый. Нужно не меньше 32 случайных символов: "
            "openssl rand -hex 32."
        )
    if not found.data_keys or any(len(set(key)) < 8 for key in found.data_keys.values()):
        problems.append(
            "LK_DATA_KEYS: нет ключа данных или он слабый. Нужно: k1:$(openssl rand -base64 32)."
        )
    if found.debug:
        problems.append("FLASK_DEBUG: отладка включена. Уберите переменную.")
    if not found.limits_on:
        problems.append("LK_LIMITS=off: ограничения попыток сняты. Уберите переменную.")
    if not found.external_url:
        problems.append("LK_EXTERNAL_URL: не задан. Нужен адрес портала: https://lk.example.ru.")
    elif not found.is_secure:
        problems.append("LK_EXTERNAL_URL: нужен https://, иначе пароли пойдут открытым текстом.")
    return problems


def is_loopback(bind: str) -> bool:
    """Whether `host:port` listens on this machine alone."""
    host = bind.rsplit(":", 1)[0].strip("[]")
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
