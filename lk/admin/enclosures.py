"""Files that go out with an act of the office, judged before the lock as consumers' files are."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from lk.admin.progress import counted
from lk.admin.speech import Refused
from lk.admin.troubles import why
from lk.admin.types import PLACE
from lk.db import db
from lk.files.sweeping import remove_unclaimed
from lk.questions import service as questions
from lk.uploads import ReadyFile
from lk.uploads.rules import MAX_FILE_BYTES, MAX_FILE_MB


def with_files(act: Any) -> Any:
    """`--file`, as often as there are files; the command gets `files`."""
    return click.option(
        "--file", "files", type=PLACE, multiple=True, metavar="ФАЙЛ", help="Приложить файл."
    )(act)


@contextmanager
def enclosed(files: Sequence[Path]) -> Iterator[Sequence[ReadyFile]]:
    """The files in the store, waiting for their rows; those that got none are removed at the end.

    Raises Refused with the reason for each file that is not taken.
    """
    chosen = [_chosen(each) for each in counted(files, "Файлы")]
    taken = questions.prepare_files(chosen)
    try:
        if taken.refusals:
            raise Refused("\n".join(each.words for each in taken.refusals))
        yield taken.ready
    finally:
        db.session.rollback()
        remove_unclaimed([each.stored.key for each in taken.ready])
        db.session.rollback()


def _chosen(path: Path) -> tuple[str, BinaryIO]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise Refused(f"Файл {path} больше {MAX_FILE_MB} МБ: уменьшите его.")
        return path.name, io.BytesIO(path.read_bytes())
    except OSError as error:
        raise Refused(f"Файл {path} не прочитать: {why(error)}.") from error
