"""What is asked, in the order of the form: names of the query, and their labels."""

MAIN = ("power", "distance", "voltage", "reliability")

LABELS = {
    "power": "Мощность, кВт",
    "distance": "Расстояние до сетей электроснабжения, метры",
    "voltage": "Напряжение, кВ",
    "reliability": "Категория электроснабжения",
    "second_distance": "Расстояние до второго источника, метры",
    "territory": "Тип населенного пункта",
    "scheme": "Схема присоединения",
    "builds_line": "Для временного присоединения нужна новая линия",
    "on": "Дата расчета",
    "line": "Линия",
    "line_kind": "Вид линии",
    "sections": "Пункты секционирования, шт.",
    "section_kind": "Вид пункта секционирования",
    "substation": "Подстанция",
    "meter_kind": "Учет электроэнергии",
    "meter_points": "Точки учета, шт.",
    "long": "Работы займут больше года",
    "previous": "Ранее присоединенная мощность, кВт",
    "group": "Льготная категория",
    "members": "Членов в товариществе или кооперативе",
}
