"""`flask admin keys …`: the data keys (LK_DATA_KEYS)."""

import click

from lk import audit
from lk.admin import output
from lk.admin.operator import Operator, as_json, begin_and_commit, dry_run, operates
from lk.admin.progress import bar
from lk.admin.speech import Group, Refused
from lk.admin.types import Whole
from lk.applications import service as applications
from lk.crypto import CannotOpen, keyring
from lk.db import db
from lk.files.sweeping import remove_unclaimed

keys = Group("keys", help="Ключи, которыми зашифрованы данные и файлы.")


@keys.command("rotate")
@click.option("--batch", type=Whole(1, 1000), default=50, help="Сколько строк за один раз.")
@as_json
@dry_run
@operates
def rotate(operator: Operator, batch: int, as_json: bool) -> None:
    """Перешифровать данные и файлы первым ключом из LK_DATA_KEYS.

    Новый ключ ставят первым, прежний оставляют вторым; после команды прежний можно убрать.
    Прерванную команду можно запустить еще раз: она продолжит.
    """
    left = applications.count_to_rotate()
    current = keyring().current
    if operator.is_trial:
        words = f"Пробный запуск: ничего не изменено. Ключом {current} было бы закрыто: {left}."
        output.say(words, as_json=as_json, key=current, count=left, dry_run=True)
        return
    total = 0
    with bar("Перешифровано", left) as advance:
        while done := _batch(batch):
            total += done
            advance(done)
    with begin_and_commit():
        audit.record(
            "keys.rotated",
            actor=operator.actor,
            subject=f"key:{current}",
            at=operator.at,
            count=total,
            comment=operator.comment,
        )
    words = f"Данные и файлы зашифрованы ключом {current}. Перешифровано: {total}."
    output.say(words, as_json=as_json, key=current, count=total)


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
        remove_unclaimed(touched)
        db.session.rollback()
    return done.count
