"""`flask admin keys …`: the data keys (LK_DATA_KEYS)."""

import click

from lk import audit
from lk.admin import output
from lk.admin.operator import Operator, as_json, begin_and_commit, operates
from lk.admin.speech import Group, Refused
from lk.admin.types import Whole
from lk.applications import service as applications
from lk.crypto import CannotOpen, keyring
from lk.db import db

keys = Group("keys", help="Ключи, которыми зашифрованы данные и файлы.")


@keys.command("rotate")
@click.option("--batch", type=Whole(1, 1000), default=50, help="Сколько строк за один раз.")
@as_json
@operates
def rotate(operator: Operator, batch: int, as_json: bool) -> None:
    """Перешифровать данные и файлы первым ключом из LK_DATA_KEYS.

    Новый ключ ставят первым, прежний оставляют вторым; после команды прежний можно убрать.
    Прерванную команду можно запустить еще раз: она продолжит.
    """
    total = 0
    while done := _batch(batch):
        total += done
        if not as_json:
            click.echo(f"Перешифровано: {total}", err=True)
    with begin_and_commit():
        audit.record(
            "keys.rotated",
            actor=operator.actor,
            subject=f"key:{keyring().current}",
            at=operator.at,
            count=total,
            comment=operator.comment,
        )
    words = f"Данные и файлы зашифрованы ключом {keyring().current}. Перешифровано: {total}."
    output.say(words, as_json=as_json, key=keyring().current, count=total)


def _batch(most: int) -> int:
    """One batch in one transaction; the files that it leaves over are removed after it."""
    touched: list[str] = []
    try:
        with begin_and_commit():
            done = applications.rotate_keys(batch=most)
            touched = done.touched_files
    except (CannotOpen, FileNotFoundError) as error:
        raise Refused(
            f"Не открывается: {error}. Прежний ключ должен стоять в LK_DATA_KEYS вторым."
        ) from error
    finally:
        applications.remove_unclaimed(touched)
        db.session.rollback()
    return done.count
