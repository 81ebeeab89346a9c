import base64
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lk.crypto import CannotOpen, Keyring, seal_text, unseal_text
from lk.crypto.sealing import key_id_of

OLD, NEW = os.urandom(32), os.urandom(32)
RING = Keyring({"k1": OLD})
PLACE = "applications.answers|0123456789"


@pytest.mark.asvs("11.3.2")
@given(st.binary(max_size=2000), st.text(max_size=60))
def test_whatever_is_sealed_opens_in_its_place(data, context):
    assert RING.unseal(RING.seal(data, context), context) == data


def test_same_value_is_sealed_differently_each_time():
    assert RING.seal(b"6903123456", PLACE) != RING.seal(b"6903123456", PLACE)


def test_sealed_value_shows_nothing_of_what_is_in_it():
    sealed = RING.seal("Щербакова 6903 123456".encode(), PLACE)

    assert b"6903" not in sealed
    assert base64.b64encode(b"6903") not in sealed


@pytest.mark.parametrize(
    "place", ["applications.answers|0123456788", "applications.draft|0123456789", "", PLACE + "|"]
)
def test_value_that_was_moved_to_another_place_does_not_open(place):
    sealed = RING.seal(b"6903123456", PLACE)

    with pytest.raises(CannotOpen):
        RING.unseal(sealed, place)


@pytest.mark.parametrize("position", [0, 1, 3, 14, 16, -1])
def test_value_with_one_changed_bit_does_not_open(position):
    sealed = bytearray(RING.seal(b"6903123456", PLACE))
    sealed[position] ^= 1

    with pytest.raises(CannotOpen):
        RING.unseal(bytes(sealed), PLACE)


@given(st.binary(max_size=60))
def test_no_bytes_break_the_opening(blob):
    with pytest.raises(CannotOpen):
        RING.unseal(blob, PLACE)


def test_first_key_seals_and_all_of_them_open():
    sealed_before = RING.seal(b"x", PLACE)
    rotated = Keyring({"k2": NEW, "k1": OLD})

    sealed_after = rotated.seal(b"x", PLACE)

    assert key_id_of(sealed_after) == "k2"
    assert (rotated.is_current(sealed_before), rotated.is_current(sealed_after)) == (False, True)
    assert rotated.unseal(sealed_before, PLACE) == b"x"


def test_value_of_a_key_that_is_gone_does_not_open():
    sealed = RING.seal(b"x", PLACE)

    with pytest.raises(CannotOpen, match="k1"):
        Keyring({"k2": NEW}).unseal(sealed, PLACE)


def test_another_key_under_the_same_id_does_not_open():
    sealed = RING.seal(b"x", PLACE)

    with pytest.raises(CannotOpen):
        Keyring({"k1": NEW}).unseal(sealed, PLACE)


def test_refusal_does_not_name_the_row():
    with pytest.raises(CannotOpen) as refusal:
        RING.unseal(RING.seal(b"x", "a"), PLACE)

    assert "0123456789" not in str(refusal.value)


def test_application_seals_with_its_own_keys(app):
    sealed = seal_text("Ёлка", PLACE)

    assert unseal_text(sealed, PLACE) == "Ёлка"
