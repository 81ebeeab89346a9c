"""click in Russian: help pages, and what it says of a command that cannot be understood."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, ClassVar

import click
from flask.cli import AppGroup

from lk.admin.output import clean, fit_any_terminal


class WrongUse(click.UsageError):
    """The command cannot be understood: exit code 2."""

    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            click.echo(f"{self.ctx.get_usage()}\n", file=file, err=True)
            click.echo(f"Справка: {self.ctx.command_path} --help\n", file=file, err=True)
        click.echo(f"Ошибка: {clean(self.message)}", file=file, err=True)


class Refused(click.ClickException):
    """A rule says no, or there is nothing by that name: exit code 1, nothing is written."""

    exit_code: ClassVar[int] = 1

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"Отказ: {clean(self.message)}", file=file, err=True)


@contextmanager
def _quiet_logs() -> Iterator[None]:
    """A command answers in words; what the portal would log by the way is for its own logs."""
    log = logging.getLogger("lk")
    before = log.level
    log.setLevel(max(before, logging.WARNING))
    try:
        yield
    finally:
        log.setLevel(before)


class _Speech(click.Command):
    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        fit_any_terminal()
        return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _quiet_logs():
            return super().invoke(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Вызов: ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Показать эту справку и выйти."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise _in_russian(error, ctx) from error

    def _write_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            (names, words.replace("[required]", "[обязательно]"))
            for param in self.get_params(ctx)
            if isinstance(param, click.Option)
            for names, words in [param.get_help_record(ctx) or ("", "")]
            if names
        ]
        if records:
            with formatter.section("Параметры"):
                formatter.write_dl(records)


class Command(_Speech):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[ПАРАМЕТРЫ]", **kwargs})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self._write_options(ctx, formatter)


class Group(_Speech, AppGroup):
    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        words = {"options_metavar": "", "subcommand_metavar": "КОМАНДА [СЛОВА]…"}
        super().__init__(*args, **{**words, **kwargs})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        rows = [(name, self.commands[name].get_short_help_str(90)) for name in names]
        with formatter.section("Команды"):
            formatter.write_dl(rows)
        self._write_options(ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            names = ", ".join(self.list_commands(ctx))
            raise WrongUse(f"Нет команды «{args[0]}». Есть: {names}.", ctx) from error


def _in_russian(error: click.UsageError, ctx: click.Context) -> click.UsageError:
    if isinstance(error, WrongUse) or type(error).__name__ == "NoArgsIsHelpError":
        return error
    return WrongUse(_words(error), error.ctx or ctx)


def _words(error: click.UsageError) -> str:
    if isinstance(error, click.MissingParameter):
        return f"Не указано: {_name(error)}."
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {error.message}"
    if isinstance(error, click.NoSuchOption):
        near = f" Похоже на: {', '.join(error.possibilities)}." if error.possibilities else ""
        return f"Нет параметра {error.option_name}.{near}"
    if isinstance(error, click.BadOptionUsage):
        return f"У параметра {error.option_name} должно быть значение."
    return "В команде лишние слова. Текст из нескольких слов возьмите в кавычки."


def _name(error: click.BadParameter) -> str:
    param, ctx = error.param, error.ctx
    if isinstance(param, click.Option):
        return " / ".join(param.opts)
    if param is not None and ctx is not None:
        return param.make_metavar(ctx)
    return "параметр"
