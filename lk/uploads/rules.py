"""Which files are taken at all: types and the largest size; no web, no database."""

from collections.abc import Mapping

from lk.uploads.errors import WrongFileType

MAX_FILE_MB = 10
MAX_FILE_BYTES = MAX_FILE_MB * 1024 * 1024

# What is kept, under which names.
FILE_TYPES: Mapping[str, tuple[str, ...]] = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
}
# What is taken in, but kept as a JPEG.
HEIC = "image/heic"
CONVERTED: Mapping[str, tuple[str, ...]] = {HEIC: (".heic", ".heif", ".hif")}

# For the `accept` of a file control.
ACCEPT = ",".join(
    suffix
    for types in (FILE_TYPES, CONVERTED)
    for suffixes in types.values()
    for suffix in suffixes
)


def check_file_type(*, name: str, mime: str | None) -> None:
    """WrongFileType unless the content's type (None: not recognised) is ours and the name fits."""
    suffixes = FILE_TYPES.get(mime or "") or CONVERTED.get(mime or "", ())
    if not suffixes or not name.lower().endswith(suffixes):
        raise WrongFileType
