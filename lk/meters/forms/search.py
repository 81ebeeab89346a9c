"""The search of «Мои приборы учета»: asked by GET, so it may hold anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lk.meters.service.listing import Edge, Wanted
from lk.web.controls import Control
from lk.web.forms import is_storable, public_id_in

LONGEST = 200
STATES = (
    ("at_work", "В работе"),
    ("removed", "Сняты с учета"),
    ("unsent", "Показание не передано"),
)
# Without one of these the order is that of addresses.
ORDERS = (("number", "По номеру счетчика"), ("contract", "По договору"))
HINT = "Номер, договор, адрес или тип; можно часть слова"


@dataclass(frozen=True)
class Search:
    """What stands in the address: `wanted` and the `edge` of the page."""

    wanted: Wanted
    edge: Edge
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_used(self) -> bool:
        """Whether it narrows anything: an order does not."""
        return bool(self.asked.keys() - {"order"})

    def controls(self, contracts: Sequence[str], tariffs: Sequence[str]) -> list[Control]:
        """The words, and the selects there is a choice for; what stands in the address is always
        one of theirs.
        """
        wanted = self.wanted
        found = [
            Control(
                "text", "Найти", value=wanted.text, hint=HINT, type="search", max_length=LONGEST
            ),
            _select("state", "Состояние", wanted.state, "Все", STATES),
        ]
        for name, label, chosen, known, every in (
            ("contract", "Договор", wanted.contract, contracts, "Все договоры"),
            ("tariff", "Тариф", wanted.tariff, tariffs, "Все тарифы"),
        ):
            offered = sorted({*known, chosen} - {""})
            if chosen or len(offered) > 1:
                options = [(each, each) for each in offered]
                found.append(_select(name, label, chosen, every, options))
        found.append(_select("order", "Порядок", wanted.order, "По адресу", ORDERS))
        return found


def search_in(args: Mapping[str, str]) -> Search:
    """Odd values look for nothing: what no database holds, states and orders that are not ours."""
    asked = {
        "text": " ".join(_plain(args.get("text")).split()),
        "contract": _plain(args.get("contract")).strip(),
        "tariff": _plain(args.get("tariff")).strip(),
        "state": _one_of(args.get("state"), STATES, ""),
        "order": _one_of(args.get("order"), ORDERS, "address"),
    }
    after, before = (public_id_in(args.get(name)) or "" for name in ("after", "before"))
    said = {name: value for name, value in asked.items() if value and value != "address"}
    return Search(Wanted(**asked), Edge(after=after, before=before), said)


def _plain(typed: str | None) -> str:
    short = (typed or "")[:LONGEST]
    return short if is_storable(short) else ""


def _one_of(typed: str | None, options: Sequence[tuple[str, str]], usual: str) -> str:
    return next((value for value, _ in options if value == typed), usual)


def _select(
    name: str, label: str, value: str, empty: str, options: Sequence[tuple[str, str]]
) -> Control:
    return Control(name, label, "select", value=value, empty=empty, choices=options)
