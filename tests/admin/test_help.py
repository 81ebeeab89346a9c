"""Help pages of all commands: Russian, and the same for all."""

import re

import click
import pytest

from lk.admin.applications import applications
from lk.admin.audit import journal
from lk.admin.keys import keys
from lk.admin.mail import mail
from lk.admin.misprints import misprints
from lk.admin.questions import questions
from lk.admin.users import users

GROUPS = (users, applications, questions, keys, mail, misprints, journal)
COMMANDS = [(group.name, name) for group in GROUPS for name in sorted(group.commands)]
# Codes and names of options, files and formats are not words of a sentence.
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|required|default|show|help|text|integer|path|range|"
    r"error|missing|and exit|message|env var|choice)\b",
    re.IGNORECASE,
)


def prose(text):
    """The page without its codes: options, their values, commands."""
    codes = r"--?[a-z][\w-]*|admin \w+ \w+|flask admin[^\n]*|LK_\w+|^  \w+ "
    return re.sub(codes, " ", text, flags=re.MULTILINE)


@pytest.mark.parametrize("command", [[], *([group.name] for group in GROUPS), *COMMANDS])
def test_help_is_in_russian(ok, command):
    text = ok(*command, "--help")

    assert text.startswith("Вызов: ")
    assert "Показать эту справку и выйти." in text
    assert ENGLISH.findall(prose(text)) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does_and_what_its_options_are(command):
    group = next(each for each in GROUPS if each.name == command[0])
    found = group.commands[command[1]]

    options = [each for each in found.params if isinstance(each, click.Option)]
    assert re.search("[а-я]", found.help or "")
    assert [each.name for each in options if not each.help] == []
    assert "by" in {each.name for each in options}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_answers_programs_and_what_writes_can_be_tried(command):
    group = next(each for each in GROUPS if each.name == command[0])
    names = {each.name for each in group.commands[command[1]].params}

    assert names & {"as_json", "kind"}
    assert "comment" not in names or "is_trial" in names or command == ("applications", "export")


def test_what_an_option_cannot_be_without_is_said_in_russian(ok):
    assert "[обязательно]" in ok("applications", "files", "--help")
