"""Fixtures for real servers: SMTP, gunicorn with its worker, Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from lk.db import db
from tests.client import without_context
from tests.harness.portal import Portal, changed_settings
from tests.servers import chromium
from tests.servers.chromium import Watched
from tests.servers.live import Live
from tests.servers.smtp import MailServer


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server on loopback; nothing is set to it."""
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def smtp(app: Flask, mail_server: MailServer) -> Iterator[MailServer]:
    """The same, and the application sends its letters there."""
    with changed_settings(app, mail_server="127.0.0.1", mail_port=mail_server.port):
        yield mail_server


@pytest.fixture
def live(app: Flask, portal: Portal, tmp_path: Path) -> Iterator[Live]:
    """gunicorn (demo mode, 2 workers) and the worker of letters, on the test's own database."""
    db.session.commit()
    server = Live(portal.environ, tmp_path).start()
    yield server
    server.stop()


@pytest.fixture
def live_with_mail(
    app: Flask, portal: Portal, tmp_path: Path, mail_server: MailServer
) -> Iterator[Live]:
    """The same, its letters going to `mail_server`."""
    db.session.commit()
    mail = {"LK_MAIL_SERVER": "127.0.0.1", "LK_MAIL_PORT": str(mail_server.port)}
    server = Live({**portal.environ, **mail}, tmp_path).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium_browser: Browser) -> Iterator[Callable[..., Page]]:
    """`window(live.url, java_script_enabled=False, viewport=…)`: a new window of Chromium.

    When the test ends it fails for CSP messages, errors of scripts and requests elsewhere.
    """
    opened: list[Watched] = []

    def open_window(url: str, **options: Any) -> Page:
        opened.append(Watched(chromium_browser, url, **options))
        return opened[-1].page

    yield open_window
    for each in opened:
        each.close()


@pytest.fixture
def browser_page(live: Live, window: Callable[..., Page]) -> Page:
    """Chromium with JavaScript on the live portal: `browser_page.goto("/lk/")`."""
    return window(live.url)


@pytest.fixture
def plain_page(live: Live, window: Callable[..., Page]) -> Page:
    """The same without JavaScript."""
    return window(live.url, java_script_enabled=False)


@pytest.fixture
def runner(app: Flask) -> Callable[..., Any]:
    """`runner("users", "list")`: what `flask admin users list` prints, in this process."""

    def run(*arguments: str, **options: Any) -> Any:
        invoke = app.test_cli_runner().invoke
        return without_context(invoke, args=["admin", *arguments], **options)

    return run
