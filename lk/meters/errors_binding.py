"""What is refused of a contract in a cabinet, in words for the reader."""


class BindingError(Exception):
    """A refusal; its text is for the reader, in Russian."""

    message = "Так сделать нельзя."

    def __init__(self) -> None:
        super().__init__(self.message)


class NoSuchPair(BindingError):
    """The same for a wrong contract, a wrong meter, and a contract that is kept out of cabinets."""

    message = (
        "Прибор учета не найден. Проверьте номер договора и номер счетчика: оба есть в счете за"
        " электроэнергию, номер счетчика написан и на нем самом."
    )


class AlreadyBound(BindingError):
    message = "Этот договор уже есть в кабинете."


class NotBound(BindingError):
    message = "Этого договора в кабинете нет."


class WrongHolder(BindingError):
    """The same for every wrong name."""

    message = (
        "Так не совпадает с договором. Проверьте по счету за электроэнергию, на кого он выписан."
    )
