import socket

import pytest

from lk.server.address import AddressRefused, check_free, split


@pytest.mark.parametrize(
    ("bind", "expected"),
    [("127.0.0.1:8000", ("127.0.0.1", 8000)), ("[::1]:9000", ("::1", 9000))],
)
def test_address_and_port_are_told_apart(bind: str, expected: tuple[str, int]):
    assert split(bind) == expected


@pytest.mark.parametrize("bind", ["8000", ":8000", "127.0.0.1:0", "127.0.0.1:99999", "host:٨٠"])
def test_address_without_host_or_port_is_refused(bind: str):
    with pytest.raises(AddressRefused, match="LK_BIND"):
        split(bind)


def test_taken_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(AddressRefused, match=f"Порт {port} занят.*LK_BIND="):
            check_free(f"127.0.0.1:{port}")


def test_free_port_passes():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    assert check_free(f"127.0.0.1:{port}") is None
