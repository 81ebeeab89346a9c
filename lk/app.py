"""`create_app()`: the one place that knows every part."""

import os
import sys
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request
from flask_login import current_user
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from lk import account, admin, applications, calculator, home, meters, questions, server
from lk.clock import now
from lk.company import CompanyFileError, load, require_endpoints
from lk.config import ROOT, Settings, SettingsError, load_settings, refusals
from lk.db import db, engine_options
from lk.mail import init_mail
from lk.menu import menu
from lk.preflight import check_database
from lk.web.access import open_to_all
from lk.web.addresses import url_for
from lk.web.csrf import init_csrf
from lk.web.errors import init_errors
from lk.web.filters import init_filters
from lk.web.guards import init_guards
from lk.web.headers import init_headers
from lk.web.health import bp as health
from lk.web.leftovers import init_leftovers
from lk.web.logs import init_logs
from lk.web.sight import current_sight
from lk.web.static import static_url
from lk.web.templates import Environment

CAPABILITIES = (account, applications, questions, home, meters, calculator, admin, server)


def create_app(environ: Mapping[str, str] | None = None) -> Flask:
    """The portal with the settings of `environ` (the process's by default).

    Raises SettingsError when the portal must not start like this.
    """
    found = load_settings(os.environ if environ is None else environ)
    if problems := refusals(found):
        raise SettingsError(problems)
    app = Flask("lk", static_url_path="/lk/static", instance_path=str(found.instance))
    _configure(app, found)
    app.extensions["company"] = load(found.company_file)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    init_mail(app, found)
    for init in (init_logs, init_guards, init_csrf, init_errors, init_filters, init_leftovers):
        init(app)
    init_headers(app, found)
    for capability in CAPABILITIES:
        capability.init_app(app)
    app.register_blueprint(health)
    app.add_url_rule("/", "root", _to_front)
    require_endpoints(app.extensions["company"], app.view_functions)
    app.context_processor(_names_for_templates)
    # What is the same in all requests, so that parts which need no more are drawn once.
    app.jinja_env.globals.update(
        company=app.extensions["company"], static_url=static_url, url_for=url_for
    )
    with app.app_context():
        check_database(found)
    return app


def app_or_exit() -> Flask:
    """The application, or the reasons against it on stderr and exit code 3."""
    try:
        return create_app()
    except (SettingsError, CompanyFileError) as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(3) from error


def _configure(app: Flask, found: Settings) -> None:
    prefix = "__Host-" if found.is_secure else ""
    app.config.update(
        LK=found,
        SECRET_KEY=found.secret_key,
        SQLALCHEMY_DATABASE_URI=found.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(found.database_url),
        SESSION_COOKIE_NAME=f"{prefix}session",
        SESSION_COOKIE_SECURE=found.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        PREFERRED_URL_SCHEME=urlsplit(found.external_url).scheme,
    )
    app.jinja_environment = Environment
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if found.proxies:
        proxies = found.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]


@open_to_all
def _to_front() -> Response:
    return redirect("/lk/", 302)


def _names_for_templates() -> dict[str, Any]:
    """What every template may use beside its own context."""
    found: Settings = current_app.config["LK"]
    user = current_user if request else None
    is_known = bool(user and user.is_authenticated)
    unread = int(getattr(user, "unread", 0)) if is_known else 0
    return {
        "is_demo": found.is_demo,
        "sight": current_sight(),
        "now": now(),
        "page_unread": unread,
        "menu": menu(unread) if is_known else [],
        "session_ends_in": getattr(user, "session_ends_in", None) if is_known else None,
    }
