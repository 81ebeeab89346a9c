"""A signed-in consumer of the demo: the session's cookie and forms as a browser would send them."""

from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag


@dataclass
class Consumer:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        pairs = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": pairs, "Host": f"127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin"}

    def sign_in(self, login: str, password: str) -> None:
        form = self.form("/lk/sign-in", "password")
        values = form.values
        for control in form.element.select("input"):
            if control.get("type") == "password":
                values[str(control["name"])] = password
            elif control.get("autocomplete") == "username":
                values[str(control["name"])] = login
        answer = self._ask("POST", form.action, urlencode(values))
        if answer.status != 303:
            raise SystemExit(f"sign-in: {answer.status}")

    def page(self, path: str) -> BeautifulSoup:
        answer = self._ask("GET", path)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return BeautifulSoup(answer.read(), "html5lib")

    def form(self, path: str, control: str) -> "Form":
        """The form at `path` that has a control of this type or name."""
        for element in self.page(path).select("main form"):
            if element.select(f'[type="{control}"], [name="{control}"]'):
                return Form(element, urljoin(path, str(element.get("action") or path)))
        raise SystemExit(f"{path}: no form with {control}")

    def link_to_draft(self) -> str:
        """The address of a step of the first draft in «Мои заявки»."""
        page = self.page("/lk/applications/")
        for link in page.select("main a"):
            if "Продолжить" in link.get_text():
                return self._step_behind(str(link["href"]))
        raise SystemExit("no draft in the demo")

    def _step_behind(self, path: str) -> str:
        answer = self._ask("GET", path)
        while answer.status in {302, 303}:
            path = urlsplit(str(answer.getheader("Location"))).path
            answer = self._ask("GET", path)
        return path.rsplit("/", 1)[0] + "/requisites"

    def _ask(self, method: str, path: str, body: str = "") -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        more = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection.request(method, path, body or None, self.headers | more)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: each.value for name, each in SimpleCookie(header).items()}
        return answer


@dataclass(frozen=True)
class Form:
    element: Tag
    action: str

    @property
    def values(self) -> dict[str, str]:
        """What the browser would send without a button pressed."""
        found: dict[str, str] = {}
        for control in self.element.select("input[name], textarea[name], select[name]"):
            name, kind = str(control["name"]), control.get("type", "text")
            if control.name == "select":
                chosen = control.select_one("option[selected]") or control.select_one("option")
                found[name] = str(chosen.get("value", "")) if chosen else ""
            elif control.name == "textarea":
                found[name] = control.get_text()
            elif kind in {"radio", "checkbox"}:
                if control.has_attr("checked"):
                    found[name] = str(control.get("value", "on"))
            elif kind not in {"submit", "file", "button"}:
                found[name] = str(control.get("value", ""))
        return found
