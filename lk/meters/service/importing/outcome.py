from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lk.meters.exchange.faults import Fault


@dataclass(frozen=True)
class Counts:
    """What became of good rows. Added and changed ones are changes; `same` stood so already."""

    added: int = 0
    changed: int = 0
    same: int = 0


def _none() -> Iterator[Fault]:
    return iter(())


@dataclass(frozen=True)
class Outcome:
    """`rows`: all that the file has, `bad` of them were not taken, in `faults` by their lines
    (to be read before the transaction ends).

    `is_merged`: the good rows are written in the current transaction. `examples`: the first
    changes in words.
    """

    rows: int
    bad: int
    counts: Counts
    is_merged: bool
    examples: Sequence[str] = ()
    faults: Callable[[], Iterator[Fault]] = field(default=_none, repr=False)
