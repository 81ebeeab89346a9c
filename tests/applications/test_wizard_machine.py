"""The wizard as a state machine: whatever one does, an accepted value is never lost.

Steps, back, jumps, fields saved one by one, a second tab that was loaded earlier, a choice between
two texts, a lost session. The rule for each field:
what was not touched takes what is stored; what is stored as it was shown, or as it is typed, takes
what is typed; else it is a conflict: 409, both texts on the page, and the stored one stays.
"""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from lk.applications.models import Application, Document
from lk.db import db
from tests.applications.saving import leave
from tests.client import Client
from tests.factories import PASSWORD, a_draft
from tests.page import Page

FIELDS = {
    "requisites": ("last_name", "passport_issued", "addr_reg"),
    "object": ("obj_name", "obj_addr", "cadastre"),
    "technical": ("p_new", "stages-0-power"),
}
STEPS = tuple(FIELDS)
VALUES = ("Дом", "Дача №\u00a01", "<b>жирно</b>", "ё" * 30, "12,5", "15", "не то", "634000, Томск")
TABS = st.integers(0, 1)


def value_of(answers: Any, name: str) -> Any:
    key, _, rest = name.partition("-")
    if not rest:
        return answers.get(key)
    row, _, cell = rest.partition("-")
    rows = answers.get(key) or []
    return rows[int(row)].get(cell) if int(row) < len(rows) else None


class Wizard(RuleBasedStateMachine):
    """Two tabs of one browser; `shown` is what the tab's page held when it was loaded."""

    client: Client
    consumer: Any

    @initialize()
    def begin(self) -> None:
        db.session.query(Document).delete()
        db.session.query(Application).delete()
        db.session.commit()
        draft = a_draft(self.consumer)
        self.public_id = draft.public_id
        self.client.sign_in_as(self.consumer)
        typed = draft.typed
        self.stored = {name: value_of(typed, name) for step in STEPS for name in FIELDS[step]}
        self.tabs: list[Page] = [self._open("requisites"), self._open("object")]
        self.shown = [self._values(page) for page in self.tabs]

    @rule(tab=TABS, step=st.sampled_from(STEPS))
    def jump(self, tab: int, step: str) -> None:
        self._show(tab, self._open(step))

    @rule(tab=TABS, place=st.integers(0, 2), value=st.sampled_from(VALUES), back=st.booleans())
    def type(self, tab: int, place: int, value: str, back: bool) -> None:
        page, name = self._page_and_field(tab, place)
        self._sent(tab, name, value, page.submit("Назад" if back else "Далее", **{name: value}))

    @rule(tab=TABS, place=st.integers(0, 2), value=st.sampled_from(VALUES))
    def leave_a_field(self, tab: int, place: int, value: str) -> None:
        """The script saves it by itself; then the page is loaded again."""
        page, name = self._page_and_field(tab, place)
        answer = leave(page, name, value)
        assert answer.status == 200
        shown, stored = self.shown[tab][name], self.stored[name]
        if value in {shown, stored} or stored == shown:
            self.stored[name] = stored if value == shown else value
        else:
            assert str(stored) in answer.text
            assert value in answer.text
        self._show(tab, self._open(self._step_of(tab)))

    @rule(tab=TABS, place=st.integers(0, 2), value=st.sampled_from(VALUES), keep=st.booleans())
    def choose_of_two_texts(self, tab: int, place: int, value: str, keep: bool) -> None:
        """Where the step says that another window was first, one of both texts is taken."""
        page, name = self._page_and_field(tab, place)
        shown, stored = self.shown[tab][name], self.stored[name]
        answer = page.submit("Далее", **{name: value})
        if answer.status == 409:
            answer.submit("Оставить то, что здесь" if keep else "Взять сохраненное")
            self.stored[name] = value if keep else stored
        elif value in {shown, stored} or stored == shown:
            self.stored[name] = stored if value == shown else value
        self._show(tab, self._open(self._step_of(tab)))

    @rule(tab=TABS, place=st.integers(0, 2), value=st.sampled_from(VALUES))
    def lose_the_session(self, tab: int, place: int, value: str) -> None:
        page, name = self._page_and_field(tab, place)
        self.client.forget_cookies()
        asked = page.submit("Далее", **{name: value})
        filled = asked.submit("Войти", Логин=self.consumer.login, Пароль=PASSWORD)
        assert filled.field(name).value == value
        self._sent(tab, name, value, filled.submit("Далее"))
        for other in range(2):  # pages of the session that is over are loaded again
            self._show(other, self._open(self._step_of(other)))

    @invariant()
    def nothing_accepted_is_lost(self) -> None:
        if not hasattr(self, "public_id"):
            return
        db.session.expire_all()
        draft = db.session.query(Application).filter_by(public_id=self.public_id).one()
        typed = draft.typed
        db.session.rollback()
        assert {name: value_of(typed, name) for name in self.stored} == self.stored

    def _sent(self, tab: int, name: str, value: str, answer: Page) -> None:
        shown, stored = self.shown[tab][name], self.stored[name]
        if value in {shown, stored} or stored == shown:
            self.stored[name] = stored if value == shown else value
        else:
            assert answer.status == 409
            assert str(stored) in answer.text + str(answer.soup)
            assert value in [each.get("value") for each in answer.soup.select("input")]
        self._show(tab, self._open(self._step_of(tab)))

    def _page_and_field(self, tab: int, place: int) -> tuple[Page, str]:
        names = FIELDS[self._step_of(tab)]
        return self.tabs[tab], names[place % len(names)]

    def _step_of(self, tab: int) -> str:
        return self.tabs[tab].path.rsplit("/", 1)[1]

    def _show(self, tab: int, page: Page) -> None:
        self.tabs[tab], self.shown[tab] = page, self._values(page)

    def _open(self, step: str) -> Page:
        page = self.client.open("applications.step", public_id=self.public_id, step=step)
        assert page.path.rsplit("/", 1)[1] in STEPS
        return page

    @staticmethod
    def _values(page: Page) -> dict[str, Any]:
        return {name: page.field(name).value for name in FIELDS[page.path.rsplit("/", 1)[1]]}


def test_accepted_values_survive_whatever_one_does(app: Any, client: Client, consumer: Any) -> None:
    client.checks_pages = False  # the same pages are checked by their own tests
    machine = type("Machine", (Wizard,), {"client": client, "consumer": consumer})
    asked = settings(
        max_examples=20,
        stateful_step_count=8,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )

    run_machine(machine, settings=asked)

    assert db.session.query(Application).count() >= 1
