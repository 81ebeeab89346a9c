import hashlib
import io
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lk.crypto import CannotOpen, Keyring
from lk.files.store import CHUNK, FileStore

KEYS = Keyring({"k1": os.urandom(32)})
PLACE = "documents.content|7"


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return FileStore(folder, KEYS)


def read(store, stored, context=PLACE):
    return b"".join(store.open(stored.key, context))


def path_of(store, stored):
    return store.folder / stored.key[:2] / stored.key


def pieces(raw):
    """The chunks as they lie in the file, each with its length in front."""
    found = []
    while raw:
        length = 4 + int.from_bytes(raw[:4])
        found.append(raw[:length])
        raw = raw[length:]
    return found


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_file_of_any_size_comes_back_as_it_was(store, size):
    data = os.urandom(size)

    stored = store.save(io.BytesIO(data), PLACE)

    assert read(store, stored) == data
    assert (stored.size, stored.sha256_original) == (size, hashlib.sha256(data).hexdigest())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.binary(max_size=300))
def test_any_bytes_come_back(store, data):
    assert read(store, store.save(io.BytesIO(data), PLACE)) == data


def test_second_sum_is_that_of_the_stored_bytes(store):
    stored = store.save(io.BytesIO(b"x" * 100_000), PLACE)

    raw = path_of(store, stored).read_bytes()

    assert stored.sha256_stored == hashlib.sha256(raw).hexdigest()
    assert b"xxxx" not in raw


def test_name_on_the_disk_is_random_and_nobody_elses_to_read(store):
    first, second = (store.save(io.BytesIO(b"same"), PLACE) for _ in range(2))

    assert first.key != second.key
    assert path_of(store, first).stat().st_mode & 0o777 == 0o600
    assert path_of(store, first).parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("kept", [0.99, 0.5, 0.1])
def test_file_cut_short_does_not_open(store, kept):
    stored = store.save(io.BytesIO(os.urandom(3 * CHUNK)), PLACE)
    path = path_of(store, stored)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * kept)])

    with pytest.raises(CannotOpen):
        read(store, stored)


def test_file_without_its_last_chunk_does_not_open(store):
    stored = store.save(io.BytesIO(os.urandom(3 * CHUNK)), PLACE)
    path = path_of(store, stored)
    path.write_bytes(b"".join(pieces(path.read_bytes())[:-1]))

    with pytest.raises(CannotOpen):
        read(store, stored)


@pytest.mark.parametrize(
    "order", [(1, 0, 2), (0, 0, 2), (0, 2), (0, 1, 1, 2), (0, 1, 2, 2)], ids=str
)
def test_chunks_cannot_be_moved_dropped_or_repeated(store, order):
    stored = store.save(io.BytesIO(os.urandom(3 * CHUNK)), PLACE)
    path = path_of(store, stored)
    found = pieces(path.read_bytes())
    path.write_bytes(b"".join(found[each] for each in order))

    with pytest.raises(CannotOpen):
        read(store, stored)


def test_chunk_of_another_file_does_not_fit(store):
    mine, other = (store.save(io.BytesIO(os.urandom(CHUNK + 5)), PLACE) for _ in range(2))
    parts = pieces(path_of(store, mine).read_bytes())
    parts[0] = pieces(path_of(store, other).read_bytes())[0]
    path_of(store, mine).write_bytes(b"".join(parts))

    with pytest.raises(CannotOpen):
        read(store, mine)


def test_file_renamed_to_another_does_not_open(store):
    mine, other = (store.save(io.BytesIO(os.urandom(10)), PLACE) for _ in range(2))
    path_of(store, mine).write_bytes(path_of(store, other).read_bytes())

    with pytest.raises(CannotOpen):
        read(store, mine)


def test_file_does_not_open_for_another_row(store):
    stored = store.save(io.BytesIO(b"x"), PLACE)

    with pytest.raises(CannotOpen):
        read(store, stored, "documents.content|8")


def test_removing_twice_is_no_error(store):
    stored = store.save(io.BytesIO(b"x"), PLACE)

    store.remove(stored.key)
    store.remove(stored.key)

    with pytest.raises(FileNotFoundError):
        read(store, stored)


@pytest.mark.parametrize("key", ["", "../secrets.toml", "a" * 31, "a/" * 16, "." * 32, "\0" * 32])
def test_no_name_leads_out_of_the_folder(store, key):
    with pytest.raises(ValueError, match="not a name"):
        store.remove(key)
