import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lk.config import settings

NONCE_BYTES = 12


class CannotOpen(Exception):
    """The value is damaged, belongs to another place, or its key is gone."""


@dataclass(frozen=True)
class Keyring:
    """Data keys by id; the first one seals, all of them open."""

    keys: dict[str, bytes]

    @property
    def current(self) -> str:
        return next(iter(self.keys))

    def seal(self, data: bytes, context: str) -> bytes:
        key_id = self.current
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[key_id]).encrypt(nonce, data, context.encode())
        return _prefix(key_id) + nonce + sealed

    def unseal(self, blob: bytes, context: str) -> bytes:
        key_id = key_id_of(blob)
        body = blob[1 + len(key_id) :]
        if key_id not in self.keys:
            raise CannotOpen(f"no key with id {key_id}")
        try:
            return AESGCM(self.keys[key_id]).decrypt(
                body[:NONCE_BYTES], body[NONCE_BYTES:], context.encode()
            )
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(context.split("|", 1)[0]) from error

    def is_current(self, blob: bytes) -> bool:
        return key_id_of(blob) == self.current


def key_id_of(blob: bytes) -> str:
    """The id in front of a sealed value: one byte of length, then the id."""
    if not blob or len(blob) < 1 + blob[0]:
        raise CannotOpen("too short")
    return blob[1 : 1 + blob[0]].decode("ascii", "replace")


def _prefix(key_id: str) -> bytes:
    return bytes([len(key_id)]) + key_id.encode("ascii")


def keyring() -> Keyring:
    return Keyring(settings().data_keys)


def seal(data: bytes, context: str) -> bytes:
    """`data` sealed for the place `context` (`table.column|row id`)."""
    return keyring().seal(data, context)


def unseal(blob: bytes, context: str) -> bytes:
    """What `seal` was given; raises CannotOpen when it was sealed for another place."""
    return keyring().unseal(blob, context)


def seal_text(text: str, context: str) -> bytes:
    return seal(text.encode(), context)


def unseal_text(blob: bytes, context: str) -> str:
    return unseal(blob, context).decode()
