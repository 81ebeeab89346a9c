"""«Saved» means: it is there after a power cut. So the order of the system calls counts."""

import io
import os
from pathlib import Path

import pytest

from lk.crypto import Keyring
from lk.files.store import FileStore


@pytest.fixture
def store(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    return FileStore(folder, Keyring({"k1": os.urandom(32)}))


@pytest.fixture
def acts(monkeypatch):
    """What was synced and renamed, in its order: `file`, `rename`, `folder`."""
    found = []
    sync, rename = os.fsync, Path.rename

    def note_sync(descriptor):
        target = os.readlink(f"/proc/self/fd/{descriptor}")
        found.append(("folder" if os.path.isdir(target) else "file", target))
        return sync(descriptor)

    def note_rename(self, target):
        found.append(("rename", str(target)))
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "rename", note_rename)
    return found


def test_file_is_synced_before_it_gets_its_name_and_the_folders_after(store, acts):
    stored = store.save(io.BytesIO(b"x" * 200_000), "documents.content|1")

    assert [act for act, _ in acts] == ["file", "rename", "folder", "folder"]
    assert acts[0][1].endswith(".part")
    assert acts[1][1] == str(store.folder / stored.key[:2] / stored.key)
    assert {target for act, target in acts[2:]} == {
        str(store.folder),
        str(store.folder / stored.key[:2]),
    }


def test_broken_upload_leaves_nothing_behind(store):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 100_000:
                raise OSError("the line is down")
            return super().read(size)

    with pytest.raises(OSError, match="the line is down"):
        store.save(Broken(b"x" * 300_000), "documents.content|1")

    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_full_disk_leaves_nothing_behind(store, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        store.save(io.BytesIO(b"x" * 300_000), "documents.content|1")

    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_reader_never_sees_half_a_file(store, monkeypatch):
    seen = []
    sync = os.fsync

    def look(descriptor):
        seen.append([p.suffix for p in store.folder.rglob("*") if p.is_file()])
        return sync(descriptor)

    monkeypatch.setattr(os, "fsync", look)

    store.save(io.BytesIO(b"x" * 200_000), "documents.content|1")

    assert seen[0] == [".part"]
    assert seen[-1] == [""]
