"""Files that consumers send: judged by name, content and parsing, then stored durably.

All of it is slow and happens before the write lock is held.
"""

from lk.uploads.judging import Clean, inspect
from lk.uploads.naming import clean_name, shown_name
from lk.uploads.receiving import Chosen, Refusal, Taken, take_all
from lk.uploads.taking import ReadyFile, size_of, take_in

__all__ = [
    "Chosen",
    "Clean",
    "ReadyFile",
    "Refusal",
    "Taken",
    "clean_name",
    "inspect",
    "shown_name",
    "size_of",
    "take_all",
    "take_in",
]
