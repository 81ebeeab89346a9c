import click

from lk.admin import output
from lk.admin.group import applications, find
from lk.admin.operator import as_json, reads
from lk.admin.telling import remarks
from lk.admin.types import WORDS
from lk.applications import rules
from lk.applications.models import Application
from lk.applications.service.history import tell
from lk.clock import now

FACTS = {
    "date": "--date ДЕНЬ",
    "number": "--number НОМЕР",
    "due": "--due ДЕНЬ",
    "progress": "--progress ПРОЦЕНТ",
    "comment": "--comment ПРИЧИНА",
}


@applications.command("explain")
@click.argument("number", metavar="НОМЕР", type=WORDS)
@as_json
@reads("office.application_explained")
def explain(number: str, as_json: bool) -> None:
    """Рассказать дело по порядку: кто, когда и что сделал, чей теперь ход и что можно дальше."""
    application = find(number)
    lines = tell(application, at=now(), remarks=remarks(application))
    commands = next_commands(application)
    if as_json:
        facts = {
            "number": application.number,
            "status": application.status,
            "turn": application.whose_turn,
            "due": application.due_on,
            "assigned": application.assigned_to,
            "story": lines,
            "next": [command for command, _ in commands],
        }
        output.show_one(facts, {}, as_json=True)
        return
    for each in lines:
        click.echo(output.clean(each))
    words = [f"{command}  — {label}" for command, label in commands]
    output.show_lines("Что можно дальше", words or [_nothing(application)])


def _nothing(application: Application) -> str:
    if application.is_draft:
        return "Пока ничего: подать черновик может только заявитель."
    return "Ничего: статус окончательный."


def next_commands(application: Application) -> list[tuple[str, str]]:
    """The exact commands that the status allows, with the facts that they cannot be without."""
    if application.is_draft:
        return []
    here = f"flask admin applications status {application.number}"
    found = []
    for code in rules.status(application.status).allowed:
        facts = " ".join(FACTS[need] for need in rules.status(code).needs if need in FACTS)
        found.append((f"{here} {code} {facts}".rstrip(), application.label_of(code)))
    return found
