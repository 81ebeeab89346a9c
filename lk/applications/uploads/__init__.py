"""Files that consumers send: judged by name, content and parsing, then stored durably.

All of it is slow and happens before the write lock is held.
"""

from lk.applications.uploads.judging import Clean, inspect
from lk.applications.uploads.naming import clean_name, shown_name
from lk.applications.uploads.taking import ReadyFile, take_in

__all__ = ["Clean", "ReadyFile", "clean_name", "inspect", "shown_name", "take_in"]
