"""What a table has sent, as its receipt draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from lk.meters.models import Reading
from lk.meters.presenting_table import address_of, zoned
from lk.meters.rules import STATES
from lk.meters.service.owning import OwnMeter
from lk.meters.service.registers import shown_to
from lk.meters.service.table_receipt import Receipt


@dataclass(frozen=True)
class SentLine:
    number: int
    public_id: str
    meter: str
    address: str
    values: str
    state: str


def sent_lines(receipt: Receipt) -> Sequence[SentLine]:
    return [_line(own, reading) for own, reading in receipt.readings]


def _line(own: OwnMeter, reading: Reading) -> SentLine:
    values = zoned(dict(enumerate(reading.values, start=1)), own.meter.zones)
    return SentLine(
        reading.number,
        own.meter.public_id,
        own.meter.number,
        address_of(own),
        values if shown_to(own, reading) else "",
        STATES[reading.state].label,
    )
