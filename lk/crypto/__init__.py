"""Encryption at rest: the one interface behind which another cipher may come.

AES-256-GCM with a random nonce, the key's id in front, and the place (`table.column|row`)
as associated data, so that a sealed value moved to another row does not open.
"""

from lk.crypto.sealing import CannotOpen, Keyring, keyring, seal, seal_text, unseal, unseal_text

__all__ = ["CannotOpen", "Keyring", "keyring", "seal", "seal_text", "unseal", "unseal_text"]
