"""Which files are taken at all: types and the largest size; no web, no database."""

from collections.abc import Mapping

from lk.uploads.errors import WrongFileType

MAX_FILE_MB = 10
MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024

FILE_TYPES: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}


def check_file_type(*, name: str, mime: str | None) -> None:
    """WrongFileType unless the content's type (None: not recognised) is ours and the name fits."""
    if mime is None or not name.lower().endswith(FILE_TYPES.get(mime, ())):
        raise WrongFileType
