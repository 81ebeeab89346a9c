"""`make run`: the whole demonstration behind one command.

Secrets, database and demo data are made on the first start and kept; then gunicorn serves the
pages and `flask worker` sends the letters, until SIGTERM, SIGINT or the end of one of them.
"""

import importlib
import os
import signal
import sys
import threading
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from flask import Flask

from lk.config import DEFAULT_BIND, ROOT, Settings, SettingsError, load_settings, refusals
from lk.server import secrets
from lk.server.address import AddressRefused, check_free, split
from lk.server.children import STOPPING, Child, end, say, watch
from lk.server.prepare import SignIns, prepare
from lk.server.programs import send_letters, serve_pages

ANSWER_SECONDS = 60
WRONG_SETTINGS = 3


def main() -> int:
    """The exit code: 0 told to stop, 1 one of the programs ended, 3 must not start like this."""
    stopping = _stop_event()
    os.umask(0o077)
    try:
        found = _settings()
    except (SettingsError, AddressRefused) as error:
        say(str(error))
        return WRONG_SETTINGS
    kept = secrets.ensure(found.instance, bind=found.bind, external_url=found.external_url)
    app: Flask = importlib.import_module("wsgi").app  # it ends us with the reasons if it must
    sign_ins = prepare(app, found, kept)
    if stopping.is_set():
        return 0
    pages, letters = _children(app)
    pages.start()
    if not _wait_for_answer(found, pages, stopping):
        end([pages])
        return 0 if stopping.is_set() else 1
    letters.start()
    sys.stdout.write(_welcome(found, sign_ins))
    sys.stdout.flush()
    return watch([pages, letters], stopping.wait)


def _stop_event() -> threading.Event:
    stopping = threading.Event()
    for name in STOPPING:
        signal.signal(name, lambda *_: stopping.set())
    return stopping


def _settings() -> Settings:
    """The demo's settings; children and commands get the same through the environment."""
    if os.environ.get("LK_MODE", "demo") != "demo":
        raise SettingsError(
            ["make run запускает только демонстрацию. Для работы см. README, «Развёртывание»."]
        )
    os.environ["LK_MODE"] = "demo"
    # What the last start was bound to stands in secrets.toml and is not this start's.
    bind = os.environ.setdefault("LK_BIND", DEFAULT_BIND)
    os.environ.setdefault("LK_EXTERNAL_URL", f"http://{bind}")
    instance = Path(os.environ.get("LK_INSTANCE") or ROOT / "instance")
    os.environ["LK_INSTANCE"] = str(instance.resolve())
    os.chdir(ROOT)
    found = load_settings(os.environ)
    if problems := refusals(found):
        raise SettingsError(problems)
    check_free(found.bind)
    return found


def _children(app: Flask) -> tuple[Child, Child]:
    return (
        Child("lk-pages", "Сервер страниц", serve_pages),
        Child("lk-letters", "Отправка писем", partial(send_letters, app), restarts=True),
    )


def _wait_for_answer(found: Settings, pages: Child, stopping: threading.Event) -> bool:
    """Whether the server answers; False when it ended, was told to or does not in a minute."""
    for _ in range(ANSWER_SECONDS * 10):
        if _answers(found.bind):
            return True
        if stopping.wait(0.1) or pages.is_lost():
            return False
    say("Сервер не отвечает минуту, портал закрыт. Причина — в строках выше.")
    return False


def _answers(bind: str) -> bool:
    connection = HTTPConnection(*split(bind), timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _welcome(found: Settings, sign_ins: SignIns | None) -> str:
    lines = ["", f"Личный кабинет:  http://{found.bind}/lk/"]
    if sign_ins:
        lines += [
            f"Вход:            {', '.join(sign_ins.logins)}",
            f"Пароль у всех:   {sign_ins.password}",
            f"Можно добавить:  договор {sign_ins.free_contract}, счётчик {sign_ins.free_meter}",
        ]
    lines += ["Остановить:      Ctrl+C", "", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
