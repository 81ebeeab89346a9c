from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row

from lk.db import db
from lk.meters.rules import folded
from lk.meters.service.choosing import BREAK, Shape, counts_statement, page_statement

PAGE = 20
# Contracts that a select can hold; whoever has more searches for them.
MOST_NAMED = 30
# Of a search; whoever types more has pasted something.
MOST_WORDS = 8
# What a search can choose by.
_CHOICES = ("tariff", "contract")
# Rows of a whole list that are read at once.
BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which meters, and in which order; what is empty does not narrow.

    `text`: each of its words stands in the number, the contract, the address or the type, in any
    case. `state`: at_work, removed, or unsent: a reading can be sent and none stands for the
    period. `order`: address, number or contract.
    """

    text: str = ""
    contract: str = ""
    tariff: str = ""
    state: str = ""
    order: str = "address"

    @property
    def narrows(self) -> bool:
        return bool(self.text or self.contract or self.tariff or self.state)


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Where a page begins: behind the meter `after`, or it ends before the meter `before`."""

    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class MeterPage:
    """Lines in their order; `found` in all, None where nobody knows: the edge is gone.

    `before` and `after`: the meters around which the neighbouring pages lie. `total`, `tariffs`
    and `contracts` are of all meters, None and empty unless they were asked for; of more contracts
    than a select holds none is named.
    """

    rows: Sequence[Row[Any]]
    found: int | None
    before: str
    after: str
    total: int | None = None
    tariffs: Sequence[str] = ()
    contracts: Sequence[str] = ()


def meters_of(
    *,
    user_id: int,
    wanted: Wanted,
    period: str,
    edge: Edge | None = None,
    counts_all: bool = False,
    is_detailed: bool = False,
    limit: int = PAGE,
) -> MeterPage:
    """A page of the consumer's meters, removed ones included; one SELECT, and one more where
    `counts_all` asks for what a page does not tell.

    `period`: the month that a reading would be sent for.
    """
    edge = edge or Edge()
    side = "before" if edge.before else "after" if edge.after else ""
    words = folded(wanted.text).split()[:MOST_WORDS]
    shape = replace(_shape(wanted), words=len(words), edge=side, is_detailed=is_detailed)
    values = {"user": user_id, "period": period, "most": limit + 1, **_values(wanted, words, edge)}
    # By the connection: the session's own way to it would cost a fifth of the page.
    found = db.session.connection().execute(page_statement(shape), values).all()
    page = _page(found, side, limit)
    if not counts_all:
        return page
    is_whole = not (wanted.narrows or side or page.after)
    return _told(page) if is_whole else _counted(page, user_id)


def _shape(wanted: Wanted) -> Shape:
    return Shape(
        has_contract=bool(wanted.contract),
        has_tariff=bool(wanted.tariff),
        state=wanted.state,
        order=wanted.order,
        is_postgresql=db.engine.dialect.name == "postgresql",
    )


def _values(wanted: Wanted, words: Sequence[str], edge: Edge) -> Mapping[str, Any]:
    named = {f"word{place}": word for place, word in enumerate(words)}
    asked = {"contract": wanted.contract, "tariff": wanted.tariff}
    return {**named, **asked, "edge": edge.before or edge.after}


def _page(found: Sequence[Row[Any]], side: str, limit: int) -> MeterPage:
    """`found`: a line more than the page has, when it goes on; backwards for a page before one."""
    goes_on, lines = len(found) > limit, list(found[:limit])
    if side == "before":
        lines.reverse()
    has_before, has_after = (goes_on, True) if side == "before" else (bool(side), goes_on)
    return MeterPage(
        rows=lines,
        found=lines[0].found if lines else None if side else 0,
        before=lines[0].public_id if lines and has_before else "",
        after=lines[-1].public_id if lines and has_after else "",
    )


def _told(page: MeterPage) -> MeterPage:
    """The page is the whole list, so it says itself what there is."""
    tariffs, contracts = ({getattr(row, name) for row in page.rows} for name in _CHOICES)
    return replace(page, total=len(page.rows), tariffs=sorted(tariffs), contracts=sorted(contracts))


def _counted(page: MeterPage, user_id: int) -> MeterPage:
    query = counts_statement(is_postgresql=db.engine.dialect.name == "postgresql")
    values = {"user": user_id, "most_contracts": MOST_NAMED + 1}
    every = db.session.connection().execute(query, values).one()
    contracts = _names(every.contracts)
    return replace(
        page,
        total=int(every.total),
        tariffs=_names(every.tariffs),
        contracts=contracts if len(contracts) <= MOST_NAMED else (),
    )


def _names(joined: str | None) -> list[str]:
    return sorted(joined.split(BREAK)) if joined else []


def all_meters_of(*, user_id: int, wanted: Wanted, period: str) -> Iterator[Row[Any]]:
    """The whole list, as it was searched, a batch of rows in memory at a time."""
    edge = Edge()
    while True:
        page = meters_of(
            user_id=user_id,
            wanted=wanted,
            period=period,
            edge=edge,
            is_detailed=True,
            limit=BATCH,
        )
        yield from page.rows
        if not page.after:
            return
        edge = Edge(after=page.after)
