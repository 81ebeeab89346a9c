"""What is refused, in words for the reader."""

from datetime import timedelta


class AccountError(Exception):
    """A refusal; its text is for the reader, in Russian."""

    message = "Так сделать нельзя."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.message)


class LoginTaken(AccountError):
    message = "Этот логин уже занят. Придумайте другой."


class EmailTaken(AccountError):
    message = "Этот адрес уже указан в другой учетной записи."


class SameEmail(AccountError):
    message = "Этот адрес уже указан в учетной записи."


class WrongEmail(AccountError):
    message = "Адрес почты: нужен вид name@example.ru, латинскими буквами."


class UnknownUser(AccountError):
    message = "Такой учетной записи нет."


class NotWaiting(AccountError):
    message = "Эта учетная запись не ждет решения офиса."


class AlreadyBlocked(AccountError):
    message = "Учетная запись уже закрыта."


class AlreadyErased(AccountError):
    message = (
        "Данные этой учетной записи удалены, восстановить их нельзя. "
        "Чтобы пользоваться кабинетом снова, нужна новая регистрация."
    )


class NoGround(AccountError):
    message = (
        "Согласие на обработку данных не отозвано. "
        "Назовите основание: --comment «заявление № 5 от 24.11.2026»."
    )


class Closed(AccountError):
    message = "Эта учетная запись закрыта. Если вы с этим не согласны, позвоните нам."


class NotBlocked(AccountError):
    message = "Учетная запись не закрыта."


class NotActive(AccountError):
    message = "Учетная запись еще не работает: регистрация не завершена."


class NothingToConfirm(AccountError):
    message = "Нет адреса, который нужно подтвердить."


class WrongPassword(AccountError):
    """Also for an unknown login: nobody learns which logins there are."""

    message = "Логин или пароль не подходят. Проверьте раскладку и Caps Lock."


class TooManyTries(AccountError):
    """`wait`: how long until the next try."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"Слишком много попыток. Повторите через {in_words(wait)}.")
        self.wait = wait


class TooBusy(AccountError):
    message = "Сейчас входит много людей. Подождите несколько секунд и нажмите кнопку еще раз."


class WrongCode(AccountError):
    """Also for an unknown login, a code of another browser, and one that is over."""

    message = (
        "Логин или код не подходят. Проверьте их по письму; код действует 10 минут, "
        "а новый отменяет прежний."
    )


class NoTriesLeft(AccountError):
    message = "Попытки для этого кода закончились. Запросите новый."


class GrantOver(AccountError):
    message = "Время вышло. Запросите новый код."


class LinkRefused(AccountError):
    """Why a link of a letter does not work: `unknown`, `used`, `replaced`, `expired`, `taken`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoSuchLetter(AccountError):
    message = "Такого письма нет."


class NotResendable(AccountError):
    message = (
        "Это письмо здесь повторить нельзя: код или ссылку из него запрашивают на своей странице, "
        "а ненужное больше не отправляют."
    )


class StillWaiting(AccountError):
    message = "Это письмо еще в очереди. Отправим его сами, повторять не нужно."


class PasswordRefused(AccountError):
    """The text says what is wrong with a new password and how to make a better one."""


def in_words(wait: timedelta) -> str:
    """«40 секунд», «2 минуты»: rounded up, so that the try after it is let through."""
    seconds = max(1, -int(-wait.total_seconds() // 1))
    if seconds < 60:
        return _plural(seconds, "секунду", "секунды", "секунд")
    minutes = -(-seconds // 60)
    if minutes < 60:
        return _plural(minutes, "минуту", "минуты", "минут")
    return _plural(-(-minutes // 60), "час", "часа", "часов")


def _plural(count: int, one: str, few: str, many: str) -> str:
    tail, tens = count % 10, count % 100
    if tail == 1 and tens != 11:
        word = one
    else:
        word = few if tail in {2, 3, 4} and tens not in {12, 13, 14} else many
    return f"{count}\N{NO-BREAK SPACE}{word}"
