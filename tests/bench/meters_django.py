"""The peer: «Мои приборы учета» in Django 5.2, as its own manual shows it, on SQLite.

Run by gunicorn as `tests.bench.meters_django:app`; `LK_BENCH_FOLDER` is where its database lies.
The same twenty lines, search form, menu and ways on; two SELECTs beside the session and the user.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

FOLDER = Path(os.environ.get("LK_BENCH_FOLDER", "."))
LINES, OTHERS = 20, 1_000
MENU = ("Мои данные", "Мои вопросы", "Создать заявку", "Мои заявки", "Калькулятор",
        "Проверить заявку", "Мои приборы учета", "Добавить прибор учета")  # fmt: skip
PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Приборы</title></head>
<body><nav>{% for title in menu %}<a href="{% url 'mine' %}">{{ title }}</a>{% endfor %}
{{ user.username }}</nav><h1>Мои приборы учета</h1>
<form method="get" role="search"><label for="text">Найти</label>
<input type="search" id="text" name="text" value="{{ text }}">
{% for name, options in choices %}<select name="{{ name }}">{% for value in options %}
<option value="{{ value }}">{{ value }}</option>{% endfor %}</select>{% endfor %}
<button>Найти</button></form><p>Найдено: {{ found }}</p>
<table><thead><tr><th>Счетчик и договор</th><th>Адрес, тип и тариф</th><th>Показание</th>
<th>Состояние</th></tr></thead><tbody>
{% for each in meters %}<tr role="row"><td role="cell" data-th="Счетчик и договор"><span>
<a class="id" href="{% url 'card' each.public_id %}">{{ each.number }}</a>
<small class="line">договор {{ each.contract.number }}</small></span></td>
<td role="cell" data-th="Адрес, тип и тариф"><span>{{ each.address }}
<small class="line">{{ each.type }}, {{ each.tariff }}</small></span></td>
<td role="cell" data-th="Показание" class="num">{% if each.period %}<span>{{ each.reading }}
<small class="line">{{ each.period }}</small></span>{% else %}—{% endif %}</td>
<td role="cell" data-th="Состояние"><span>{% if each.removed_on %}<span class="tag plain">Снят
</span>{% else %}<span class="tag info">В работе</span>
<a class="line" href="{% url 'send' each.public_id %}">Внести показание</a>{% endif %}</span></td>
</tr>{% endfor %}</tbody></table>
<form method="post" action="{% url 'mine' %}">{% csrf_token %}<button>Выход</button></form>
</body></html>"""

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
                        [("django.template.loaders.locmem.Loader", {"mine.html": PAGE})],
                    )
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                ],
            },
        }
    ],
    LANGUAGE_CODE="ru",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.contrib.auth import login  # noqa: E402  # models exist after setup() only
from django.contrib.auth.decorators import login_required  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Contract(models.Model):  # type: ignore[misc]  # Django is untyped
    number = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(User, models.CASCADE)

    class Meta:
        app_label = "bench"


class Meter(models.Model):  # type: ignore[misc]
    public_id = models.CharField(max_length=26, unique=True)
    contract = models.ForeignKey(Contract, models.CASCADE)
    number = models.CharField(max_length=40)
    type = models.CharField(max_length=100)
    tariff = models.CharField(max_length=100)
    address = models.CharField(max_length=300)
    removed_on = models.DateField(null=True)

    class Meta:
        app_label = "bench"


class Month(models.Model):  # type: ignore[misc]
    meter = models.ForeignKey(Meter, models.CASCADE)
    period = models.CharField(max_length=7)
    reading = models.DecimalField(max_digits=12, decimal_places=4)

    class Meta:
        app_label = "bench"


def enter(request: HttpRequest) -> HttpResponse:
    """The sign-in of the measurement."""
    login(request, User.objects.get(username="person"))
    return HttpResponse("вошли")


@login_required  # type: ignore[untyped-decorator]
def mine(request: HttpRequest) -> HttpResponse:
    newest = Month.objects.filter(meter=models.OuterRef("pk")).order_by("-period")
    own = Meter.objects.filter(contract__user=request.user)
    if text := request.GET.get("text", ""):
        own = own.filter(address__icontains=text)
    lines = own.select_related("contract").annotate(
        period=models.Subquery(newest.values("period")[:1]),
        reading=models.Subquery(newest.values("reading")[:1]),
    )
    choices = [("state", ["Все", "В работе", "Сняты"]), ("order", ["По адресу", "По номеру"])]
    context = {
        "meters": lines.order_by("address", "pk")[:LINES],
        "found": own.count(),
        "text": text,
        "menu": MENU,
        "choices": choices,
    }
    return render(request, "mine.html", context)


urlpatterns = [
    path("", lambda _request: HttpResponse("ok")),
    path("enter", enter),
    path("meters/mine", mine, name="mine"),
    path("meters/<public_id>/", mine, name="card"),
    path("meters/<public_id>/reading", mine, name="send"),
]


def prepare() -> None:
    """The database with its meters, before the workers start."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for each in (Contract, Meter, Month):
            editor.create_model(each)
    for login_name, count in (("person", LINES), ("other", OTHERS)):
        user = User.objects.create_user(login_name)
        for place in range(count):
            _add(user, f"{login_name}{place}", place)


def _add(user: User, name: str, place: int) -> None:
    contract = Contract.objects.create(number=name, user=user)
    meter = Meter.objects.create(
        public_id=f"{name:0>26}",
        contract=contract,
        number=f"9{place:08}",
        type="РИМ 614.01",
        tariff="Общий тариф",
        address=f"г. Томск, ул. Ёлочная, д. {place}, кв. {place % 7}",
    )
    for period in ("2026-09", "2026-10"):
        Month.objects.create(meter=meter, period=period, reading=12_000)


app = get_wsgi_application()
