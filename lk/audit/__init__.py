"""Who did what and when: an append-only table whose rows are chained by their sums."""

from lk.audit.service import record, record_apart, verify

__all__ = ["record", "record_apart", "verify"]
