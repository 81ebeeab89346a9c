"""The wizard as a state machine: whatever one does, an accepted value is never lost.

Steps, back, jumps, fields saved one by one, a second tab that was loaded earlier, a choice between
two texts, a lost session, rows that come and go, power that asks for another kind.
The rule for each field, a group of rows being one:
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
from tests.applications.rows import key_of, known, rows_on, said
from tests.applications.saving import HTMX, leave
from tests.client import Client
from tests.factories import PASSWORD, a_draft
from tests.harness.filling import entries
from tests.page import Page

FIELDS = {
    "requisites": ("last_name", "passport_issued", "addr_reg"),
    "object": ("obj_name", "obj_addr", "cadastre"),
    "technical": ("p_new", "stages-0-power"),
}
STEPS = tuple(FIELDS)
KEYS = [key_of(name) for names in FIELDS.values() for name in names]
VALUES = ("Дом", "Дача №\u00a01", "<b>жирно</b>", "ё" * 30, "12,5", "15", "не то", "634000, Томск")
TABS = st.integers(0, 1)


# What a household wants → the kind that takes it (domain: 15, 150 and 670 kW).
KINDS = (
    ("12", "fl-15"),
    ("15,5", "fl-150"),
    ("150", "fl-150"),
    ("150,5", "fl-670"),
    ("670", "fl-670p"),
)


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
        self.public_id, self.kind_code = draft.public_id, draft.kind_code
        self.client.sign_in_as(self.consumer)
        self.stored = known(draft.typed, KEYS)
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
        if not self._takes(tab, name, value):
            assert value in answer.text
        self._reload(tab)

    @rule(tab=TABS, place=st.integers(0, 2), value=st.sampled_from(VALUES), keep=st.booleans())
    def choose_of_two_texts(self, tab: int, place: int, value: str, keep: bool) -> None:
        """Where the step says that another window was first, one of both texts is taken."""
        page, name = self._page_and_field(tab, place)
        typed = self._typed(tab, name, value)
        answer = page.submit("Далее", **{name: value})
        if not self._takes(tab, name, value):
            assert answer.status == 409
            answer.submit("Оставить то, что здесь" if keep else "Взять сохраненное")
            if keep:
                self.stored[key_of(name)] = typed
        self._reload(tab)

    @rule(tab=TABS, place=st.integers(0, 2), value=st.sampled_from(VALUES))
    def lose_the_session(self, tab: int, place: int, value: str) -> None:
        page, name = self._page_and_field(tab, place)
        self.client.forget_cookies()
        asked = page.submit("Далее", **{name: value})
        filled = asked.submit("Войти", Логин=self.consumer.login, Пароль=PASSWORD)
        assert filled.field(name).value == value
        self._sent(tab, name, value, filled.submit("Далее"))
        for other in range(2):  # pages of the session that is over are loaded again
            self._reload(other)

    @rule(tab=TABS, value=st.sampled_from(VALUES), is_quiet=st.booleans())
    def add_a_row(self, tab: int, value: str, is_quiet: bool) -> None:
        """By the next page or, quietly, by the script; then its power is typed."""
        page = self._open("technical")
        if page.main.select_one("button[name=add-stages]") is not None:
            rows = rows_on(page)
            self._press(page, "button[name=add-stages]", is_quiet=is_quiet)
            more = self._open("technical")
            assert len(rows_on(more)) == len(rows) + 1
            leave(more, f"stages-{len(rows)}-power", value)
            self.stored["stages"] = said([*rows, {"power": value}])
        self._reload(tab)

    @rule(tab=TABS, place=st.integers(0, 2), value=st.sampled_from(VALUES), is_quiet=st.booleans())
    def remove_a_row(self, tab: int, place: int, value: str, is_quiet: bool) -> None:
        """What was typed in another one meanwhile is kept with it."""
        page = self._open("technical")
        button = f"button[name=remove-stages][value='{place}']"
        if page.main.select_one(button) is not None:
            rows = rows_on(page)
            other = 1 if place == 0 else 0
            rows[other]["power"] = value
            self._press(page, button, {f"stages-{other}-power": value}, is_quiet=is_quiet)
            self.stored["stages"] = said(rows[:place] + rows[place + 1 :])
        self._reload(tab)

    @rule(tab=TABS, wanted=st.sampled_from(KINDS))
    def cross_a_bound(self, tab: int, wanted: tuple[str, str]) -> None:
        """The step says which kind this power needs; one agrees, and every answer goes along."""
        power, kind_code = wanted
        page = self._open("technical")
        if page.has_field("p_new"):
            page.submit("Далее", p_new=power)
            self.stored["p_new"] = power
            self._agree(self._open("technical"), kind_code)
        for each in range(2):
            self._reload(each)

    @invariant()
    def nothing_accepted_is_lost(self) -> None:
        if not hasattr(self, "public_id"):
            return
        db.session.expire_all()
        draft = db.session.query(Application).filter_by(public_id=self.public_id).one()
        typed, kind_code = known(draft.typed, KEYS), draft.kind_code
        db.session.rollback()
        assert typed == self.stored
        assert kind_code == self.kind_code

    def _sent(self, tab: int, name: str, value: str, answer: Page) -> None:
        if not self._takes(tab, name, value):
            assert answer.status == 409
            assert value in [each.get("value") for each in answer.soup.select("input")]
        self._reload(tab)

    def _takes(self, tab: int, name: str, value: str) -> bool:
        """Whether there is no conflict; what is stored by now."""
        key, typed = key_of(name), self._typed(tab, name, value)
        shown, stored = self.shown[tab][key], self.stored[key]
        if stored == shown:
            self.stored[key] = typed
        return stored == shown or typed in [shown, stored]

    def _typed(self, tab: int, name: str, value: str) -> Any:
        """What the page holds with this `value` in the control."""
        if key_of(name) == name:
            return value
        _, place, cell = name.split("-")
        rows = rows_on(self.tabs[tab])
        rows[int(place)][cell] = value
        return said(rows)

    def _agree(self, page: Page, kind_code: str) -> None:
        """The way to a step that has become wrong leads over those before it."""
        if page.has_field("p_new"):
            offered = page.main.select_one("button[name=kind]")
            assert (offered["value"] if offered else self.kind_code) == kind_code
            if offered:
                page.submit("Перейти к заявке")
                self.kind_code = kind_code

    @staticmethod
    def _press(page: Page, chosen: str, values: Any = None, *, is_quiet: bool) -> None:
        button = page.main.select_one(chosen)
        assert button is not None
        form = page.form_of(button)
        if not is_quiet:
            page.send(form, entries(form, values or {}, button))
            return
        address = f"{form['data-autosave']}/stages"
        sent = entries(form, values or {}, button)
        assert page.client.post(address, sent, headers=HTMX, follow=False).status == 200

    def _page_and_field(self, tab: int, place: int) -> tuple[Page, str]:
        names = FIELDS[self._step_of(tab)]
        return self.tabs[tab], names[place % len(names)]

    def _step_of(self, tab: int) -> str:
        return self.tabs[tab].path.rsplit("/", 1)[1]

    def _reload(self, tab: int) -> None:
        self._show(tab, self._open(self._step_of(tab)))

    def _show(self, tab: int, page: Page) -> None:
        self.tabs[tab], self.shown[tab] = page, self._values(page)

    def _open(self, step: str) -> Page:
        page = self.client.open("applications.step", public_id=self.public_id, step=step)
        assert page.path.rsplit("/", 1)[1] in STEPS
        return page

    @staticmethod
    def _values(page: Page) -> dict[str, Any]:
        names = FIELDS[page.path.rsplit("/", 1)[1]]
        found = {key_of(name): page.field(name).value for name in names}
        return found | ({"stages": said(rows_on(page))} if "stages" in found else {})


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
