"""Lists to choose from. A value never changes once applications hold it; labels may."""

from lk.applications.catalogue.model import Choice

NEW, MORE_POWER, RELIABILITY, POINT, ACTIVITY = "new", "more_power", "reliability", "point", "use"

# Figure 12, word for word.
REASONS = (
    Choice(NEW, "Присоединение впервые"),
    Choice(MORE_POWER, "Увеличение мощности"),
    Choice(RELIABILITY, "Изменение категории надежности"),
    Choice(POINT, "Изменение точки присоединения"),
    Choice(ACTIVITY, "Изменение производственной деятельности"),
)
CONNECTED_BEFORE = (MORE_POWER, RELIABILITY, POINT, ACTIVITY)

# Пункт 13 of the connection rules (PP 861): (б) and (а).
MOBILE, CONSTRUCTION = "mobile", "construction"
TEMPORARY_REASONS = (
    Choice(MOBILE, "Передвижной объект"),
    Choice(CONSTRUCTION, "На период строительства (до постоянной схемы)"),
)

# Пункты 13(2)–13(5): the bound of power and the fee of these go by the number of members.
WITH_MEMBERS = ("garden", "garages", "religious")
ORG_KINDS = (
    Choice("usual", "Обычная организация"),
    Choice("garden", "Садоводческое или огородническое товарищество (СНТ, ОНТ)"),
    Choice("garages", "Гаражный или погребной кооператив (ГСК)"),
    Choice("religious", "Религиозная организация"),
)

OWN, RENT, OTHER = "own", "rent", "other"
OBJECT_KINDS = (
    Choice("house", "Жилой дом"),
    Choice("garden_house", "Садовый дом"),
    Choice("land", "Земельный участок (ИЖС)"),
    Choice("flat", "Квартира/помещение в МКД"),
    Choice("garage", "Гараж"),
    Choice("cellar", "Погреб"),
    Choice("outbuilding", "Хозяйственная постройка"),
    Choice("shop", "Магазин"),
    Choice("office", "Офис/нежилое"),
    Choice("production", "Производство"),
    Choice("site", "Строительная площадка"),
    Choice("mobile", "Передвижной объект"),
    Choice("charging", "Зарядная станция"),
    Choice(OTHER, "Иное"),
)

SETTLEMENTS = (
    Choice("city", "Город/ПГТ"),
    Choice("rural", "Сельская местность"),
)

OWNERSHIP = (
    Choice(OWN, "Собственность"),
    Choice(RENT, "Аренда"),
    Choice("free_use", "Безвозмездное пользование"),
    Choice(OTHER, "Иное"),
)

# Configuration: each company brings its own list by `Options.suppliers`.
DEFAULT_SUPPLIERS = (Choice("tomskenergosbyt", "АО «Томскэнергосбыт»"),)
OTHER_SUPPLIER = Choice(OTHER, "Другая организация")

SUPPLY_KINDS = (
    Choice("supply", "Энергоснабжение"),
    Choice("purchase", "Купля-продажа (поставка) электрической энергии (мощности)"),
)

VOLTAGES = {
    "0.22": Choice("0.22", "0,22\u00a0кВ"),
    "0.4": Choice("0.4", "0,4\u00a0кВ"),
    "6": Choice("6", "6\u00a0кВ"),
    "10": Choice("10", "10\u00a0кВ"),
    "35": Choice("35", "35\u00a0кВ"),
    "110": Choice("110", "110\u00a0кВ"),
}

RELIABILITIES = (
    Choice("I", "I — два независимых источника и автоматический ввод резерва"),
    Choice("II", "II — два источника, резерв включают вручную"),
    Choice("III", "III — один источник"),
)
TWO_SOURCES = ("I", "II")
FOR_TWO_SOURCES = "Для I и II категории оформляется заявка по форме для двух источников"

SINGLE_PHASE, THREE_PHASE = "1", "3"
PHASES = (
    Choice(SINGLE_PHASE, "1 (однофазный ввод)"),
    Choice(THREE_PHASE, "3 (трехфазный ввод)"),
)

LOAD_KINDS = (
    Choice("household", "Бытовая"),
    Choice("farming", "Сельское хозяйство, лес, рыболовство"),
    Choice("mining", "Добыча полезных ископаемых"),
    Choice("manufacturing", "Обрабатывающее производство"),
    Choice("energy", "Электроэнергия, газ, тепло"),
    Choice("water", "Водоснабжение, водоотведение, отходы"),
    Choice("building", "Строительство"),
    Choice("trade", "Торговля, ремонт автомобилей"),
    Choice("transport", "Перевозки и склады"),
    Choice("hospitality", "Гостиницы и общественное питание"),
    Choice("communications", "Связь и информационные технологии"),
    Choice("finance", "Финансы и страхование"),
    Choice("real_estate", "Операции с недвижимостью"),
    Choice("science", "Наука, проектирование, консультации"),
    Choice("administration", "Управление и сопутствующие услуги"),
    Choice("state", "Государственное управление"),
    Choice("education", "Образование"),
    Choice("health", "Здравоохранение и социальные услуги"),
    Choice("culture", "Культура, спорт, отдых"),
    Choice("charging", "Зарядка электромобилей"),
    Choice(OTHER, "Иная"),
)

RATE_KINDS = (
    Choice("standard", "Стандартизированная тарифная ставка"),
    Choice("per_kw", "Ставка за кВт присоединяемой мощности"),
)

# Conditions of paying by instalments are the act's and the contract's; only the wish stands here.
PAYMENT_PLANS = (
    Choice("at_once", "Единовременно"),
    Choice("instalments", "Рассрочка"),
)

BENEFITS = (
    Choice("poor", "Малообеспеченные"),
    Choice("veterans", "Ветераны боевых действий и семьи погибших"),
    Choice("disabled", "Инвалиды"),
    Choice("radiation", "Подвергшиеся радиации"),
    Choice("many_children", "Многодетные"),
)


def voltages(*values: str) -> tuple[Choice, ...]:
    """The voltages (kV, text with a dot) that a kind of application may ask for."""
    return tuple(VOLTAGES[value] for value in values)
