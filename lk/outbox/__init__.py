"""Letters: written in the transaction of the act, sent by the worker, kept until they are gone.

A row holds a purpose and facts, never a code or a link: those are made at sending time.
"""

from lk.outbox.compose import File, NoLongerNeeded, Topic, composes, knows_topics, link
from lk.outbox.deliver import deliver_due
from lk.outbox.models import Letter
from lk.outbox.service import put

__all__ = [
    "File",
    "Letter",
    "NoLongerNeeded",
    "Topic",
    "composes",
    "deliver_due",
    "knows_topics",
    "link",
    "put",
]
