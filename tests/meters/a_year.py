"""What happens to one meter in a year, act by act, and what is known of it apart from the portal:
`dial` is what the meter shows, `charged` what its billing counted by month.
"""

import io
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from sqlalchemy import delete, select

from lk.db import begin_write, db
from lk.meters.errors import ReadingError
from lk.meters.exchange.kinds import understand
from lk.meters.models import BillingPeriod, Contract, Meter, MeterEvent, Reading, ReadingFile
from lk.meters.rules.consumption import counted, may_have_rolled
from lk.meters.service import own_meter
from lk.meters.service.exporting import lines_of, make_file
from lk.meters.service.importing import import_table
from lk.meters.service.sending import send
from lk.meters.service.verdicts import VerdictRow, Verdicts, apply_verdicts
from lk.tables import open_table
from tests.factories import a_contract, a_meter

DIGITS = 3
SIZE = 10**DIGITS
HEADING = "meter_no;period;reading;consumption;method;reading_date"
STANDING = {"sent", "exported", "accepted", "corrected"}


class AYear:
    def __init__(self, user_id: int, start: int) -> None:
        begin_write()
        for each in (Reading, ReadingFile, BillingPeriod, MeterEvent):
            db.session.execute(delete(each))
        db.session.commit()
        self.user_id, self.dial, self.month = user_id, start, "2026-01"
        self.contract_id = a_contract(SimpleNamespace(id=user_id)).id
        self.keys = self.replaced = 0
        self.last: int | None = None
        self.old_public_id = ""
        self.charged: Counter[str] = Counter()
        self._install(None, 0)

    def day(self, day: int, month: str = "") -> date:
        return date(int((month or self.month)[:4]), int((month or self.month)[5:]), day)

    @property
    def at(self) -> datetime:
        """Noon of the 24th in Tomsk."""
        return datetime.combine(self.day(24), datetime.min.time(), UTC).replace(hour=5)

    def send(self, value: int, answer: str = "", *, on: date | None = None, to: str = "") -> None:
        self.keys += 1
        begin_write()
        own = own_meter(user_id=self.user_id, public_id=to or self.public_id)
        facts = {"channel": "form", "key": str(self.keys), "at": self.at, "answer": answer}
        values, day = {1: Decimal(value)}, on or self.day(24)
        try:
            send(own=own, user_id=self.user_id, values=values, taken_on=day, **facts)
        except ReadingError:
            db.session.rollback()
            raise
        db.session.commit()

    def export(self) -> int:
        """The number of the file; 0 where nothing waits."""
        begin_write()
        file = make_file(by="office", at=self.at)
        number = file.number if file else 0
        db.session.commit()
        return number

    def lines(self, number: int) -> list[Any]:
        return [line for lines in lines_of(number=number) for line in lines]

    def judge(self, numbers: list[int], verdict: str, value: int) -> Verdicts:
        values = {1: Decimal(value)} if verdict == "corrected" else {}
        begin_write()
        rows = [VerdictRow(2, number, verdict, values, "Так") for number in numbers]
        found = apply_verdicts(rows, by="office", at=self.at)
        db.session.commit()
        return found

    def charge(self) -> Any:
        """The billing counts the month, and its row is imported."""
        reading, used, method = self._counted()
        row = f"{self.number};{self.month};{reading};{used};{method};{self.day(25)}"
        self.charged[self.month] += used
        self.last = reading
        return row, self.imported(row)

    def imported(self, row: str) -> Any:
        begin_write()
        with open_table("file.csv", io.BytesIO(f"{HEADING}\r\n{row}\r\n".encode())) as table:
            layout = understand(table.heading, kind="", own_names={})
            found = import_table(
                table=table, layout=layout, by="office", at=self.at, on=self.day(28)
            )
        assert (found.bad, found.is_merged) == (0, True)
        db.session.commit()
        return found.counts

    def replace_meter(self, start: int) -> None:
        """The billing charges what the old one counted, and tells how both registers stood."""
        if self.last is not None:
            last, stood = Decimal(self.last), Decimal(self.dial)
            used = int(counted(last, stood, DIGITS, rolled=True) or 0)
            row = f"{self.number};{self.month};{self.dial};{used};actual;{self.day(10)}"
            self.imported(row)
            self.charged[self.month] += used
        old, stood_at, self.old_public_id = self.meter_id, self.dial, self.public_id
        self.replaced, self.dial, self.last = self.replaced + 1, start, None
        self._install(old, stood_at)

    def standing(self) -> str | None:
        found = self._asked(select(Reading.state), Reading.state.in_(STANDING))
        return found[0] if found else None

    def states(self) -> dict[int, str]:
        found = {number: state for number, state in
                 db.session.execute(select(Reading.id, Reading.state))}  # fmt: skip
        db.session.rollback()
        return found

    def _asked(self, query: Any, *conditions: Any) -> list[Any]:
        """Of readings of this meter and month."""
        own = (Reading.meter_id == self.meter_id, Reading.period == self.month)
        found = list(db.session.scalars(query.where(*own, *conditions)))
        db.session.rollback()
        return found

    def _counted(self) -> tuple[int, int, str]:
        """As a billing counts: by the reading it took, or what is usual."""
        taken = db.session.scalar(
            select(Reading).where(
                Reading.meter_id == self.meter_id,
                Reading.period == self.month,
                Reading.state.in_(("accepted", "corrected")),
            )
        )
        values = (taken.accepted or taken.values) if taken else ()
        db.session.rollback()
        if self.last is None:
            return int(values[0]) if values else self.dial, 0, "actual"
        if not values:
            return self.last, 100, "average"
        last = Decimal(self.last)
        used = counted(last, values[0], DIGITS, rolled=may_have_rolled(last, DIGITS))
        return int(values[0]), int(used or 0), "actual"

    def _install(self, old: int | None, stood_at: int) -> None:
        contract = db.session.get(Contract, self.contract_id)
        self.number = f"{self.contract_id}-{self.replaced}"
        meter = a_meter(contract, self.number, digits=DIGITS, replaces_id=old)
        self.meter_id, self.public_id = meter.id, meter.public_id
        if old is not None:
            begin_write()
            db.session.get(Meter, old).removed_on = self.day(10)
            facts = {"before": Decimal(stood_at), "after": Decimal(self.dial)}
            event = MeterEvent(meter_id=self.meter_id, on=self.day(10), code="replaced", **facts)
            db.session.add(event)
            db.session.commit()
        db.session.rollback()
