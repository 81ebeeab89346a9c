"""A browser without JavaScript: opens pages, presses buttons, and checks every page it gets."""

import contextvars
import io
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from lk.db import db
from tests.harness.checks import problems
from tests.harness.controls import File
from tests.harness.portal import URL
from tests.harness.signing import sign_in
from tests.harness.statements import Statements, watching
from tests.page import Page

MOST_SELECTS = 4
MOST_REDIRECTS = 6
# All that a GET may write to: last-seen, and a sign-in by «Запомнить меня» with its audit line.
WRITTEN_BY_GET = {"sessions", "remember_tokens", "audit"}
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Client:
    """One browser: its cookies, its address, the page it shows."""

    def __init__(self, app: Flask, *, address: str = "127.0.0.1", browser: str = BROWSER) -> None:
        self.app, self.address, self.browser = app, address, browser
        self.web: FlaskClient = app.test_client()
        self.checks_pages = True

    def open(
        self,
        endpoint: str,
        /,
        *,
        follow: bool = True,
        fragment: bool = False,
        headers: Mapping[str, str] = {},
        **values: Any,
    ) -> Page:
        """The page of an endpoint; `values` are those of `url_for`."""
        return self.open_path(
            self.url(endpoint, **values), follow=follow, fragment=fragment, headers=headers
        )

    def open_path(
        self,
        path: str,
        /,
        *,
        follow: bool = True,
        fragment: bool = False,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] = {},
    ) -> Page:
        """The page at `path`; `fragment` asks as htmx does, for a part of it."""
        more = {"HX-Request": "true", "HX-Request-Type": "partial"} if fragment else {}
        page = self._ask("GET", path, query_string=query, headers={**more, **headers})
        return self._follow(page) if follow else page

    def post(
        self,
        path: str,
        entries: Sequence[tuple[str, Any]],
        /,
        *,
        multipart: bool = False,
        follow: bool = True,
        headers: Mapping[str, str] = {},
    ) -> Page:
        """Send a form as our own page would; usually `page.submit` does it."""
        data: MultiDict[str, Any] = MultiDict()
        for name, value in entries:
            data.add(name, _upload(value) if isinstance(value, File) and multipart else value)
        body, kind = _body(data) if multipart else (data, "application/x-www-form-urlencoded")
        own = {"Sec-Fetch-Site": "same-origin", "Origin": URL, **headers}
        page = self._ask("POST", path, data=body, content_type=kind, headers=own)
        return self._follow(page) if follow else page

    def url(self, endpoint: str, /, **values: Any) -> str:
        return self.app.url_map.bind("lk.test", url_scheme="https").build(endpoint, values)

    def sign_in_as(self, user: Any) -> "Client":
        """Sign in without the form: a session made by the account's service, its cookie set."""
        sign_in(self.web, user, address=self.address, browser=self.browser)
        return self

    def cookie(self, name: str) -> str | None:
        found = self.web.get_cookie(name, domain="lk.test")
        return found.value if found else None

    def forget_cookies(self) -> None:
        self.web = self.app.test_client()

    def ask(self, method: str, path: str, /, **options: Any) -> TestResponse:
        """A raw request, unchecked: for what no page of ours would send."""
        return without_context(self._send, method, path, options)

    def _ask(self, method: str, path: str, **options: Any) -> Page:
        with watching() as statements, CaughtErrors() as errors:
            answer = without_context(self._send, method, path, options)
        if answer.status_code == 500:
            raise errors[0] if errors else AssertionError(f"500 on {method} {path}")
        page = Page(answer, self, statements)
        if self.checks_pages:
            _check(page, self.app)
        return page

    def _send(self, method: str, path: str, options: dict[str, Any]) -> TestResponse:
        headers = {"User-Agent": self.browser, **(options.pop("headers", None) or {})}
        environ = {"REMOTE_ADDR": self.address, **options.pop("environ_overrides", {})}
        return self.web.open(
            path,
            method=method,
            base_url=URL,
            headers=headers,
            environ_overrides=environ,
            buffered=True,
            **options,
        )

    def _follow(self, page: Page) -> Page:
        seen = []
        while page.status in {301, 302, 303, 307, 308}:
            seen.append(page.location)
            assert len(seen) <= MOST_REDIRECTS, f"redirects without end: {seen}"
            assert urlsplit(page.headers["Location"]).netloc in {"", "lk.test"}, seen
            page = self._ask("GET", page.location)
        return page


def without_context(call: Any, *arguments: Any, **options: Any) -> Any:
    """Run a request as a server would: not in the test's application context, nor its session."""
    if has_app_context():
        db.session.commit()  # what the test has arranged is a fact by now
    try:
        return contextvars.Context().run(call, *arguments, **options)
    finally:
        if has_app_context():
            db.session.expire_all()


def _body(data: MultiDict[str, Any]) -> tuple[bytes, str]:
    """A form with files; the library would leave its temporary file of a large one open."""
    boundary, body = encode_multipart(data)
    return body, f"multipart/form-data; boundary={boundary}"


def _upload(file: File) -> FileStorage:
    return FileStorage(io.BytesIO(file.content), file.name, content_type=file.type)


def _check(page: Page, app: Flask) -> None:
    found = problems(page, app)
    if page.method == "GET":
        found += _wrong_statements(page.statements)
    assert not found, f"{page.method} {page.path} → {page.status}:\n  " + "\n  ".join(found)


def _wrong_statements(statements: Statements) -> list[str]:
    found = [f"GET writes to {table}" for table in statements.written - WRITTEN_BY_GET]
    # A sign-in by «Запомнить меня» happens once, at the first page of a browser that comes back.
    if len(statements) > MOST_SELECTS and "remember_tokens" not in statements.written:
        found.append(f"{len(statements)} SELECTs:")
        found += [f"    {sql[:2000]}" for sql in statements.selects]
    return found


class CaughtErrors(logging.Handler):
    """Exceptions that the portal turned into its page 500."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[BaseException] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            self.found.append(record.exc_info[1])

    def __enter__(self) -> list[BaseException]:
        logging.getLogger("lk.errors").addHandler(self)
        return self.found

    def __exit__(self, *_: object) -> None:
        logging.getLogger("lk.errors").removeHandler(self)
