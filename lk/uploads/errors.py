"""Why a file is not taken, in words for the one who sent it."""


class FileError(Exception):
    """A file is not taken; the rest of the form is. `message` says why, and what to do."""

    message = "Файл не принят. Выберите другой файл."

    def __str__(self) -> str:
        return self.message


class TooManyFiles(FileError):
    def __init__(self, limit: int, *, in_slot: bool) -> None:
        super().__init__(limit)
        self.limit = limit
        where = "для этого документа" if in_slot else "к заявке"
        self.message = (
            f"Можно приложить {where} не больше {limit}\u00a0файлов."
            " Удалите лишние или соедините страницы в один PDF."
        )


class FileTooLarge(FileError):
    def __init__(self, limit_mb: int) -> None:
        super().__init__(limit_mb)
        self.limit_mb = limit_mb
        self.message = f"Файл больше {limit_mb}\u00a0МБ. Уменьшите его или приложите частями."


class TotalTooLarge(FileError):
    def __init__(self, limit_mb: int) -> None:
        super().__init__(limit_mb)
        self.limit_mb = limit_mb
        self.message = (
            f"Все файлы вместе больше {limit_mb}\u00a0МБ. Уменьшите их или удалите лишние."
        )


class TooBusy(FileError):
    message = "Сейчас проверяется много файлов. Подождите немного и приложите еще раз."


class InfectedFile(FileError):
    message = "В файле найден вирус. Проверьте свое устройство и приложите другой файл."


class NoScanner(FileError):
    message = "Сейчас мы не можем проверить файл на вирусы. Приложите его немного позже."


class EmptyFile(FileError):
    message = "Файл пуст. Выберите другой файл."


class WrongFileType(FileError):
    message = (
        "Подойдут файлы PDF, JPEG и PNG, а с iPhone — HEIC."
        " Сохраните документ в одном из этих видов."
    )


class BrokenFile(FileError):
    message = "Файл не открывается. Сохраните его заново и приложите еще раз."


class ActiveContent(FileError):
    message = "В PDF есть программы или вложения. Напечатайте его в новый PDF и приложите снова."
