"""Requirements of OWASP ASVS 5.0.0 that must not lose their tests (marked `asvs`)."""

from pathlib import Path

import pytest

from lk.config import ROOT

# Requirement → what it asks for, in short.
KEPT = {
    "1.2.1": "what was typed is escaped on output",
    "1.2.4": "no injection into SQL",
    "2.2.1": "input is validated on the server",
    "2.3.3": "an act happens once and whole",
    "3.4.1": "HSTS",
    "3.4.3": "Content-Security-Policy",
    "3.4.4": "nosniff",
    "3.5.1": "no cross-site request is taken for our own",
    "3.5.3": "GET changes nothing",
    "3.7.2": "redirects stay within the site",
    "5.2.1": "limits of size",
    "5.2.2": "type by content and by name",
    "5.4.1": "names of downloads",
    "6.3.1": "guessing of passwords is slowed down",
    "8.2.1": "every function says who may use it",
    "8.2.2": "nobody reaches another's data",
    "11.3.2": "approved ciphers",
    "13.3.1": "secrets are real secrets",
    "14.2.4": "personal data is encrypted at rest",
    "14.3.2": "no private page in a cache",
    "16.2.5": "no secret in the logs",
    "16.4.1": "no forged line in the logs",
    "16.4.2": "the audit cannot be changed",
    "16.5.1": "an error tells nothing of the inside",
}


def test_every_requirement_has_a_test_that_is_marked_with_it(request):
    config = request.config
    asked = {Path(each).resolve() for each in config.args}
    if asked != {ROOT / "tests"} or config.option.keyword:
        pytest.skip("only a run of all tests can tell")
    marked = {mark.args[0] for item in request.session.items for mark in item.iter_markers("asvs")}

    assert sorted(KEPT.keys() - marked) == []
