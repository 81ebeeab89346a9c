from collections.abc import Sequence

from sqlalchemy import select

from lk.db import db
from lk.files.columns import StoredFile
from lk.files.store import store


def remove_unclaimed(keys: Sequence[str]) -> None:
    """Remove those stored files that no row of any table names. To be called when the transaction
    is over, however it ended: the database alone tells which files count.
    """
    if not keys:
        return
    claimed = {
        key
        for table in StoredFile.__subclasses__()
        for key in db.session.scalars(select(table.storage_key).where(table.storage_key.in_(keys)))
    }
    for key in keys:
        if key not in claimed:
            store().remove(key)
