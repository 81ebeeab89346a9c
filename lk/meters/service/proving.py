"""The third proof: whoever came second tells with whom the contract is made."""

import hmac

from sqlalchemy import select

from lk.db import db
from lk.meters.models import Contract, ContractBinding
from lk.names import lookup_key, surname_key

_PEOPLE = ("person", "entrepreneur")


def is_holder(*, user_id: int, number: str, typed: str) -> bool:
    """Whether the contract of this cabinet is made with whom was typed, in any usual spelling: a
    person by the surname, an organisation by its name. One SELECT, whatever is wrong.
    """
    query = (
        select(Contract.holder, Contract.kind)
        .join(ContractBinding, ContractBinding.contract_id == Contract.id)
        .where(
            Contract.number == number,
            ContractBinding.user_id == user_id,
            ContractBinding.unbound_at.is_(None),
        )
    )
    found = db.session.execute(query).one_or_none()
    holder, kind = found or ("", "")
    theirs, ours = _key(kind, typed), _key(kind, holder)
    return bool(ours) and hmac.compare_digest(theirs.encode(), ours.encode())


def _key(kind: str, name: str) -> str:
    """Spaces do not tell organisations apart: «№ 5» is «№5»."""
    return surname_key(name) if kind in _PEOPLE else lookup_key(name).replace(" ", "")
