from sqlalchemy import delete, update

from lk.account import service as accounts
from lk.db import change_rows
from lk.meters.models import ContractBinding, Reading


@accounts.erases
def erase_bindings(leaving: accounts.Leaving) -> accounts.Erased:
    """The contracts of an erased person's cabinet go; readings stay with the meter, unsigned: they
    are what was charged by. The contracts themselves are the company's.
    """
    mine = delete(ContractBinding).where(ContractBinding.user_id == leaving.user.id)
    sent = update(Reading).where(Reading.user_id == leaving.user.id).values(user_id=None)
    return accounts.Erased({"bindings": change_rows(mine), "readings": change_rows(sent)})
