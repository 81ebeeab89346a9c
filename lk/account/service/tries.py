from collections.abc import Sequence
from datetime import datetime

from lk import limits
from lk.account import rules
from lk.db import db


def count_tries(*, pairs: Sequence[tuple[limits.Limit, str]], at: datetime) -> None:
    """Count one try against each limit, in a short transaction. Raises TooManyTries.

    What the request has read so far ends here: without WAL it would keep the writer out.
    """
    db.session.close()
    if wait := limits.take(pairs, at):
        raise rules.TooManyTries(wait)
