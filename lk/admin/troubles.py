"""What the operating system refuses, in words."""

import errno

_WORDS = {
    errno.EACCES: "нет прав",
    errno.EEXIST: "такой файл уже есть",
    errno.EISDIR: "это папка",
    errno.ELOOP: "ссылки ведут по кругу",
    errno.ENAMETOOLONG: "слишком длинное имя",
    errno.ENOENT: "нет такого файла или папки",
    errno.ENOSPC: "на диске нет места",
    errno.ENOTDIR: "в пути вместо папки стоит файл",
    errno.EPERM: "нет прав",
    errno.EROFS: "диск только для чтения",
}


def why(error: OSError) -> str:
    """«нет такого файла или папки»; what is rare in the system's own words."""
    return _WORDS.get(error.errno or 0) or error.strerror or type(error).__name__
