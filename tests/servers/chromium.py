"""A real Chromium: found, started once per worker, and listened to for what must not happen."""

import os
import shutil
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
# How long something may be awaited before a test calls it missing: a guard against hanging, not a
# measure. A machine busy with two browsers and two servers needs many times what a quiet one does.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
# An answer of 4xx is told on the console; tests look at the page instead.
HARMLESS = ("Failed to load resource: the server responded with a status of 4",)


class NoChromium(RuntimeError):
    """What is missing and how to get it."""


def program() -> str:
    named = os.environ.get("LK_TEST_CHROMIUM")
    found = named or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found or not os.access(found, os.X_OK):
        raise NoChromium(
            f"Нет браузера{f' {named}' if named else ''}: apt-get install chromium "
            "или LK_TEST_CHROMIUM=путь к Chromium."
        )
    return found


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)


class Watched:
    """A browser window whose console, scripts and requests are listened to."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.context: BrowserContext = browser.new_context(
            base_url=url, locale="ru-RU", timezone_id="Asia/Tomsk", **options
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.watched = self  # type: ignore[attr-defined]  # for tests that expect a complaint
        self._host = url.split("//", 1)[1]
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        self.context.on("request", self._request)

    def close(self) -> None:
        """Raises AssertionError for a CSP message, a script's error or a request elsewhere."""
        self.context.close()
        assert not self.complaints, "Chromium complains:\n  " + "\n  ".join(self.complaints)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(HARMLESS):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if f"//{self._host}/" not in request.url and not request.url.startswith(("data:", "blob:")):
            self.complaints.append(f"a request elsewhere: {request.url}")
