"""A signed-in person of the peer's wizard."""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.bench.consumer import Form


class Person:
    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._ask("/enter")
        answer = self._ask("/wizard/requisites/")
        form = BeautifulSoup(answer.read(), "html5lib").select_one("form")
        if form is None:
            raise SystemExit(f"wizard of Django: {answer.status}")
        self.values = Form(form, "/wizard/requisites/").values

    @property
    def headers(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": pairs, "Host": f"127.0.0.1:{self.port}"}

    def body(self, answers: Mapping[str, str]) -> str:
        """A valid first step with `answers`, those of our own form; names that are no question of
        the step are passed over by the wizard.
        """
        return urlencode(self.values | {f"requisites-{key}": answers[key] for key in answers})

    def _ask(self, path: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=self.headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: each.value for name, each in SimpleCookie(header).items()}
        return answer
