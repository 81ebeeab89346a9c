"""The anchor: a bare Flask + Jinja page of thirty rows, some 10 kB, without database or session."""

from flask import Flask, render_template
from jinja2 import DictLoader

PAGE = """<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>Список</title></head>
<body><h1>Список</h1><table><tr><th>Номер</th><th>Адрес</th><th>Статус</th><th>Дата</th></tr>
{% for row in rows %}<tr><td>{{ row.number }}</td><td><a href="/row/{{ row.id }}">{{ row.address }}
</a></td><td>{{ row.status }}</td><td>{{ row.day }}</td></tr>
{% endfor %}</table><p>{{ words }}</p></body></html>"""

ROWS = [
    {
        "id": f"{number:026d}",
        "number": f"2026-01-10-{number}-5",
        "address": f"г. Томск, ул. Лесная, д. {number}, квартира {number % 90 + 1}",
        "status": "На рассмотрении",
        "day": "10.01.2026",
    }
    for number in range(700, 730)
]

app = Flask(__name__)
app.jinja_loader = DictLoader({"page.html": PAGE})  # compiled once, as a file would be


@app.get("/")
def page() -> str:
    return render_template("page.html", rows=ROWS, words="Личный кабинет потребителя. " * 60)
