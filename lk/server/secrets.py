"""`$LK_INSTANCE/secrets.toml`: what `make run` generates once and keeps for its owner alone."""

import base64
import json
import os
import secrets
import tomllib
from pathlib import Path

from lk.config import DATA_KEY_BYTES, SECRETS_FILE

HEADER = """\
# Сделано при первом запуске `make run`. Без data_keys зашифрованные данные не открыть никогда:
# храните копию этого файла отдельно от копий базы. Никому не показывайте.
"""


def ensure(instance: Path, *, bind: str, external_url: str) -> dict[str, str]:
    """The secrets of the demo, generated where they are not there yet.

    Makes the folder (0700) and the file (0600, atomically). What stands in the file stays, but
    for the address of this start: commands beside the server write it into their letters.
    """
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    instance.chmod(0o700)
    kept = read(instance)
    complete = {
        "mode": "demo",
        "secret_key": secrets.token_hex(32),
        "data_keys": f"k1:{base64.b64encode(secrets.token_bytes(DATA_KEY_BYTES)).decode()}",
        **kept,
        "bind": bind,
        "external_url": external_url,
    }
    if complete != kept:
        write(instance, complete)
    return complete


def read(instance: Path) -> dict[str, str]:
    path = instance / SECRETS_FILE
    if not path.is_file():
        return {}
    path.chmod(0o600)
    return {name: str(value) for name, value in tomllib.loads(path.read_text("utf-8")).items()}


def write(instance: Path, values: dict[str, str]) -> None:
    """Replace the file whole: after a power cut it is the old one or the new one."""
    # A JSON string is a TOML basic string, apart from escapes that these values never need.
    lines = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items()
    ]
    temporary = instance / f".{SECRETS_FILE}.{os.getpid()}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(HEADER + "".join(lines))
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(instance / SECRETS_FILE)
    folder = os.open(instance, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
