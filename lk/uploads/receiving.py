"""Files as they come with a form: judged and stored before any lock is held."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, TypeAlias

from lk import files
from lk.uploads.errors import FileError
from lk.uploads.naming import shown_name
from lk.uploads.taking import ReadyFile, size_of, take_in


@dataclass(frozen=True)
class Chosen:
    """A file as it came: for which slot, under which name."""

    slot: str
    name: str
    stream: BinaryIO


@dataclass(frozen=True)
class Refusal:
    """A file that was not taken, and why, in words for the consumer."""

    slot: str
    name: str
    message: str

    @classmethod
    def of(cls, slot: str, name: str, message: str) -> "Refusal":
        """About a file that came under `name`, which is cleaned and shortened to be shown."""
        return cls(slot, shown_name(name), message)

    @property
    def words(self) -> str:
        """The whole in a line."""
        return f"{self.name}: {self.message}" if self.name else self.message


@dataclass(frozen=True)
class Taken:
    """Files that lie in the store and wait for their rows, and those that were refused."""

    ready: list[ReadyFile] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


# Is given a file, its size in bytes, and those taken before it; raises FileError.
Check: TypeAlias = Callable[[Chosen, int, Sequence[ReadyFile]], None]


def take_all(chosen: Sequence[Chosen], check: Check) -> Taken:
    """Judge and store files; one bad file does not keep the others out.

    `check` comes before the slow part of each. Each stored file has to get its row, or be removed
    (`remove_unclaimed`); when anything breaks, all of them are.
    """
    taken = Taken()
    try:
        for each in chosen:
            try:
                size = size_of(each.stream)
                check(each, size, taken.ready)
                taken.ready.append(
                    take_in(slot=each.slot, name=each.name, stream=each.stream, size=size)
                )
            except FileError as error:
                taken.refusals.append(Refusal.of(each.slot, each.name, error.message))
    except BaseException:
        for ready in taken.ready:
            files.store().remove(ready.stored.key)
        raise
    return taken
