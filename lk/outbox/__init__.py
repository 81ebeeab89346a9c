"""Letters: written in the transaction of the act, sent by the worker, kept until they are gone.

A row holds a purpose and facts, never a code or a link: those are made at sending time.
"""

from lk.outbox.compose import NoLongerNeeded, composes
from lk.outbox.deliver import deliver_due
from lk.outbox.models import Letter
from lk.outbox.service import put

__all__ = ["Letter", "NoLongerNeeded", "composes", "deliver_due", "put"]
