class TableError(Exception):
    """Why a file is no table, or where it breaks off: `message` in words, `line` where known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(f"Строка {line}: {message}" if line else message)
        self.message, self.line = message, line
