"""The store of consumers' files: three methods, a local folder behind them now."""

from lk.files.store import FileStore, Stored, store

__all__ = ["FileStore", "Stored", "store"]
