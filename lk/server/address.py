"""Where `make run` listens: checked before anything is made, so that the reason is said plainly."""

import errno
import os
import socket

HIGHEST_PORT = 65535


class AddressRefused(Exception):
    """The portal cannot listen there; the text says why and what to do."""


def split(bind: str) -> tuple[str, int]:
    """`host:port` or `[v6]:port`; raises AddressRefused."""
    host, _, port = bind.rpartition(":")
    is_number = port.isascii() and port.isdigit() and 0 < int(port) <= HIGHEST_PORT
    if not host or not is_number:
        raise AddressRefused(f"LK_BIND={bind}: нужны адрес и порт, например 127.0.0.1:9000.")
    return host.strip("[]"), int(port)


def check_free(bind: str) -> None:
    """Raises AddressRefused when nobody could listen at `bind` now."""
    host, port = split(bind)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise AddressRefused(_why(bind, port, error)) from error


def _why(bind: str, port: int, error: OSError) -> str:
    another = f"Другой порт: LK_BIND=127.0.0.1:{port + 1000 if port < 60000 else 9000} make run"
    if error.errno == errno.EADDRINUSE:
        return f"Порт {port} занят другой программой. {another}"
    if error.errno == errno.EACCES:
        return f"Порт {port} можно занять только под root. {another}"
    return f"LK_BIND={bind}: {os.strerror(error.errno or 0)}. {another}"
