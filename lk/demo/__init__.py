"""The demonstration: three sign-ins with all that a newcomer wants to see, made once."""

from lk.demo.contracts import free_contract
from lk.demo.loading import is_empty, is_loaded, load
from lk.demo.people import LOGINS, PASSWORD, change_password

__all__ = [
    "LOGINS",
    "PASSWORD",
    "change_password",
    "free_contract",
    "is_empty",
    "is_loaded",
    "load",
]
