"""The office: `flask admin …`. It calls the services that the pages call, and nothing else."""

from flask import Blueprint, Flask

from lk.admin import (  # noqa: F401  # commands of `users`, of `tariffs`, of `meters`
    erasure,
    meters_binding,
    meters_export,
    meters_import,
    meters_list,
    meters_readings,
    meters_remind,
    meters_show,
    meters_stats,
    tariff_files,
)
from lk.admin.applications import applications
from lk.admin.audit import journal
from lk.admin.keys import keys
from lk.admin.mail import mail
from lk.admin.meters import meters
from lk.admin.misprints import misprints
from lk.admin.questions import questions
from lk.admin.speech import Group
from lk.admin.tariffs import tariffs
from lk.admin.users import users


def init_app(app: Flask) -> None:
    bp = Blueprint("admin", __name__, cli_group="admin")
    bp.cli = Group(help="Работа офиса: потребители, заявки, вопросы, тарифы, письма, ключи.")
    for group in (users, applications, questions, meters, tariffs, keys, mail, misprints, journal):
        bp.cli.add_command(group)
    app.register_blueprint(bp)
