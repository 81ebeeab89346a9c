"""What the tests of a reminder's link have in common."""

from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter, Reading
from lk.meters.service.links import link_token

SEND, FIELD = "Передать показание", "Показание счетчика"
HISTORY = (
    ("2026-05", 71248, 848, "actual"),
    ("2026-06", 71999, 751, "actual"),
    ("2026-07", 72748, 749, "actual"),
    ("2026-08", 73565, 817, "actual"),
    ("2026-09", 74345, 780, "actual"),
    ("2026-10", 75125, 780, "actual"),
)


def binding_of(contract: Contract) -> ContractBinding:
    return db.session.query(ContractBinding).filter_by(contract_id=contract.id).one()


def token_of(meter: Meter, period: str = "2026-11") -> str:
    contract = db.session.get_one(Contract, meter.contract_id)
    return link_token(binding=binding_of(contract), meter=meter, period=period)


def readings() -> list[Reading]:
    return db.session.query(Reading).order_by(Reading.id).all()
