"""Programs of our own that judge a file in a process apart, so that it can harm nothing else."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Answer:
    """How the process ended, and what it wrote."""

    code: int
    said: bytes


def ask(name: str, data: bytes | IO[bytes], *, seconds: int) -> Answer | None:
    """Run `name` (a file beside this one) with `data` on its stdin; None when it took too long.

    It gets no settings and no words of the consumer's. What it writes goes to a file without a
    name, for there its own limit of size holds, which a pipe does not know.
    """
    command = [sys.executable, "-I", str(Path(__file__).parent / name)]
    given = {"input": data} if isinstance(data, bytes) else {"stdin": data}
    with tempfile.TemporaryFile() as out:
        try:
            ended = subprocess.run(  # noqa: S603  # see above
                command,
                stdout=out,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=seconds,
                check=False,
                **given,
            )
        except subprocess.TimeoutExpired:
            return None
        out.seek(0)
        return Answer(ended.returncode, out.read())
