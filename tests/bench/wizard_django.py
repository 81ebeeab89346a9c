"""The peer: a wizard of Django 5.2 and formtools with the fields of our steps, on SQLite.

Run by gunicorn as `tests.bench.wizard_django:app`; `LK_BENCH_FOLDER` is where its database lies.
Everything is as Django's own manual shows it: session storage, CSRF, a cached template.
"""

import os
from pathlib import Path
from typing import ClassVar

import django
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from lk.applications import catalogue

KIND = "fl-150"
FOLDER = Path(os.environ.get("LK_BENCH_FOLDER", "."))
PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Заявка</title></head>
<body><nav><a href="/">Личный кабинет</a> {{ request.user }}</nav><h1>Заявка</h1>
<ol>{% for name in wizard.steps.all %}<li>{{ name }}</li>{% endfor %}</ol>
<form method="post">{% csrf_token %}{{ wizard.management_form }}{{ wizard.form.as_div }}
{% if wizard.steps.prev %}<a href="/wizard/{{ wizard.steps.prev }}/">Назад</a>{% endif %}
<button>Далее</button></form></body></html>"""

settings.configure(
    DEBUG=False,
    SECRET_KEY="zamer",  # of a database that lives as long as the measurement
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "django.sqlite3"}
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "formtools",
    ],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"step.html": PAGE})],
                    )
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
            },
        }
    ],
    FORM_RENDERER="django.forms.renderers.DjangoTemplates",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.contrib.auth import login  # noqa: E402  # models exist after setup() only
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from formtools.wizard.views import NamedUrlSessionWizardView  # noqa: E402


def _field(question: catalogue.Field) -> forms.Field:
    """The same question: label, hint, required, choices."""
    common = {"label": question.label, "help_text": question.hint, "required": question.required}
    choices = [(each.value, each.label) for each in question.choices]
    if question.type == "radio":
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    if question.type == "select":
        return forms.ChoiceField(choices=[("", "Выберите"), *choices], **common)
    if question.type == "yesno":
        yes_no = [("yes", "Да"), ("no", "Нет")]
        return forms.ChoiceField(choices=yes_no, widget=forms.RadioSelect, **common)
    if question.type == "checkbox":
        return forms.BooleanField(**common | {"required": False})
    return forms.CharField(max_length=question.max_length, **common | {"required": False})


def _form(step: catalogue.Step) -> type[forms.Form]:
    fields = {
        each.key: _field(each) for each in step.fields if each.type not in {"readonly", "repeat"}
    }
    return type(f"{step.code}Form", (forms.Form,), fields)


class Wizard(NamedUrlSessionWizardView):  # type: ignore[misc]  # Django is untyped
    form_list: ClassVar = [
        (step.code, _form(step)) for step in catalogue.kind(KIND).steps if step.fields
    ]
    template_name = "step.html"

    def done(self, form_list: object, **kwargs: object) -> HttpResponse:
        return HttpResponse("готово")


def enter(request: HttpRequest) -> HttpResponse:
    """The sign-in of the measurement."""
    login(request, User.objects.get(username="person"))
    return HttpResponse("вошли")


wizard = Wizard.as_view(url_name="step", done_step_name="finished")
urlpatterns = [
    path("", lambda _request: HttpResponse("ok")),
    path("enter", enter),
    path("wizard/<step>/", wizard, name="step"),
]


def prepare() -> None:
    """The database with one person, before the workers start."""
    call_command("migrate", verbosity=0)
    User.objects.create_user("person")


app = get_wsgi_application()
