"""Limits on failures, in the database: they hold over all workers and survive a restart.

A delay, never a lock: past the free tries one waits, longer each time, up to an hour.
"""

from lk.limits.local import LocalLimit
from lk.limits.rules import Limit
from lk.limits.service import clear, forget_old, release, take, waiting

__all__ = ["Limit", "LocalLimit", "clear", "forget_old", "release", "take", "waiting"]
