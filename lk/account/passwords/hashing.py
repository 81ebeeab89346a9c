"""argon2id, two at a time in a process: a hash takes 46 MiB and 50 ms of a core.

Never under the write lock: these are for `prepare` functions and for commands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lk.account.errors import TooBusy

# OWASP ASVS 5.0 appendix C: argon2id with t=1, m >= 47104 KiB, p=1.
_hasher = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)
# Of a random text that nobody knows: an unknown login must cost as much time as a known one.
_NOBODY = (
    "$argon2id$v=19$m=47104,t=1,p=1$8qyQvjtoCu62XMy6gS6dXw$"
    "rN/tGvZPvYZ9cJA3SpIvrp4dV8lQqDvs7C54CPoTaZ0"
)

AT_ONCE = 2
# Those who wait hold a thread each; past this number one is asked to come again, so that pages
# find a free thread. It is for the eight threads of a worker.
IN_LINE = 6

_slots = BoundedSemaphore(AT_ONCE)
_line = BoundedSemaphore(IN_LINE)


def hash_password(password: str) -> str:
    """The hash to keep. Raises TooBusy."""
    with turn():
        return _hasher.hash(_bytes(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is right; None (nobody's hash) takes as long and never is.

    Call it inside of `turn()`.
    """
    try:
        is_right = _hasher.verify(password_hash or _NOBODY, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return is_right and bool(password_hash)


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with other parameters than today's."""
    return _hasher.check_needs_rehash(password_hash)


@contextmanager
def turn() -> Iterator[None]:
    """A place at the hashes. Raises TooBusy when the line before it is full.

    Tries are counted inside: whoever only waits has not tried anything yet.
    """
    if not _line.acquire(blocking=False):
        raise TooBusy
    try:
        with _slots:
            yield
    finally:
        _line.release()


def _bytes(password: str) -> bytes:
    """Lone surrogates are no reason to fall: they just never match."""
    return password.encode("utf-8", "surrogatepass")
