"""The one way to a meter of one's own: through a contract that stands in the cabinet now."""

from dataclasses import dataclass

from sqlalchemy import Select, select

from lk.db import db
from lk.meters.models import Contract, ContractBinding, Meter


@dataclass(frozen=True)
class OwnMeter:
    meter: Meter
    contract: Contract
    binding: ContractBinding

    @property
    def may_send(self) -> bool:
        """Whether a reading of it is taken (fig. 17): never of a removed one."""
        return self.contract.may_send and not self.meter.is_removed


def own_meter(*, user_id: int, public_id: str) -> OwnMeter | None:
    """The meter, if its contract is bound to this consumer; one SELECT."""
    found = db.session.execute(_mine(user_id).where(Meter.public_id == public_id)).one_or_none()
    return OwnMeter(found[0], found[1], found[2]) if found else None


def _mine(user_id: int) -> Select[Meter, Contract, ContractBinding]:
    return (
        select(Meter, Contract, ContractBinding)
        .join(Contract, Contract.id == Meter.contract_id)
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .where(ContractBinding.user_id == user_id, ContractBinding.unbound_at.is_(None))
    )
