class ImportIsRunning(Exception):
    """Another file is being imported: two at once would judge by each other's halves."""

    def __init__(self) -> None:
        super().__init__("Сейчас загружается другой файл. Дождитесь его и повторите команду.")
