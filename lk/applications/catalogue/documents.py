"""Step «Документы»: the slots of пункт 10 of the connection rules (PP 861), and our own.

A document is one entry; its `of` says which kinds ask for it.
"""

from lk.applications.catalogue.contacts import REPRESENTED
from lk.applications.catalogue.dictionaries import BENEFITS, CONSTRUCTION
from lk.applications.catalogue.model import Condition, DocumentSlot, Step, of

PERMANENT, TEMPORARY = of(power="15 150 670 670p"), of(power="tmp")
IN_FLATS = Condition("mkd", (True,))
IS_CONSTRUCTION = Condition("reason", (CONSTRUCTION,))
BY_HEAD = of("ul", "670 670p tmp")

_PLAN = "План расположения энергопринимающих устройств"
_PLAN_HINT = "Ситуационный план: где на участке стоят устройства и где проходят границы участка"
_PLAN_EXAMPLE = (
    "Например: план участка из выписки ЕГРН, где вы отметили дом и место ввода, — фото или PDF"
)
_OWN = "Документ о праве на объект или участок"
_OWN_HINT = "Копия документа о праве собственности или ином основании, например выписка ЕГРН"
_OWN_EXAMPLE = "Например: выписка из ЕГРН, 3 страницы в одном PDF"
_POA = "Доверенность или документ о полномочиях представителя"
_POA_EXAMPLE = "Например: нотариальная доверенность, все страницы с оборотом, — PDF или снимки"
_MKD = "Документ о праве на помещение в многоквартирном доме"
_MKD_HINT = "При необходимости также согласие собственников"
_MKD_EXAMPLE = "Например: выписка из ЕГРН на помещение и протокол собрания собственников"

SLOTS = (
    DocumentSlot(code="plan", title=_PLAN, hint=_PLAN_HINT, example=_PLAN_EXAMPLE, of=PERMANENT),
    DocumentSlot(
        code="plan",
        title=_PLAN,
        hint=f"{_PLAN_HINT}. Для передвижного объекта можно не прикладывать",
        example=_PLAN_EXAMPLE,
        required=False,
        required_if=IS_CONSTRUCTION,
        of=TEMPORARY,
    ),
    DocumentSlot(
        code="scheme35",
        title="Однолинейная схема сетей, присоединяемых к сетям 35\u00a0кВ и выше",
        hint="Схема ваших сетей с указанием, как одна линия резервирует другую",
        example="Например: схема с печатью проектной организации, 1 страница в PDF",
        shown_if=Condition("voltage", ("35", "110")),
        of=of(power="670 670p"),
    ),
    DocumentSlot(
        code="pa_list",
        title="Перечень и мощность устройств под противоаварийную автоматику",
        hint="Какие устройства могут быть присоединены к противоаварийной автоматике и сколько"
        " киловатт каждое",
        example="Например: таблица «устройство — мощность, кВт» с подписью руководителя, PDF",
        shown_if=Condition("pa", ("yes",)),
        of=of(power="670 670p"),
    ),
    DocumentSlot(code="own", title=_OWN, hint=_OWN_HINT, example=_OWN_EXAMPLE, of=PERMANENT),
    DocumentSlot(
        code="own",
        title=_OWN,
        hint=f"{_OWN_HINT}. Для передвижного объекта можно не прикладывать",
        example=_OWN_EXAMPLE,
        required=False,
        required_if=IS_CONSTRUCTION,
        of=TEMPORARY,
    ),
    DocumentSlot(
        code="main_tc",
        title="Договор или технические условия постоянного присоединения",
        hint="Копия действующего договора, по которому объект присоединят постоянно",
        example="Например: договор и технические условия, 8 страниц в одном PDF",
        shown_if=IS_CONSTRUCTION,
        of=TEMPORARY,
    ),
    DocumentSlot(
        code="passport",
        title="Копия паспорта",
        hint="Страница с фотографией и страница с регистрацией",
        example="Например: два снимка с телефона, на которых читаются все строки",
        of=of("fl") | of("ip", "15 150"),
    ),
    DocumentSlot(
        code="poa", title=_POA, example=_POA_EXAMPLE, shown_if=REPRESENTED, of=of() - BY_HEAD
    ),
    DocumentSlot(
        code="poa",
        title=_POA,
        hint="Если заявку подает руководитель — решение или приказ о его назначении",
        example="Например: приказ о назначении директора, 1 страница в PDF",
        of=BY_HEAD,
    ),
    DocumentSlot(
        code="egr",
        title="Выписка из ЕГРЮЛ или ЕГРИП",
        hint="Прикладывать не обязательно, но так мы быстрее проверим заявку",
        example="Например: выписка с сайта налоговой службы, PDF с электронной подписью",
        required=False,
        of=of("ip ul"),
    ),
    DocumentSlot(
        code="mkd",
        title=_MKD,
        hint=_MKD_HINT,
        example=_MKD_EXAMPLE,
        shown_if=IN_FLATS,
        of=of(power="15 150"),
    ),
    DocumentSlot(
        code="mkd",
        title=_MKD,
        hint=_MKD_HINT,
        example=_MKD_EXAMPLE,
        required=False,
        shown_if=IN_FLATS,
        of=of(power="670 670p"),
    ),
    DocumentSlot(
        code="benefit",
        title="Документ о праве на льготную ставку",
        hint="Удостоверение или справка о выбранной льготной категории",
        example="Например: удостоверение, разворот с фотографией, — снимок с телефона",
        shown_if=Condition("benefit_cat", tuple(each.value for each in BENEFITS)),
        of=of("fl", "15"),
    ),
    DocumentSlot(
        code="other",
        title="Иные документы",
        hint="Все, что поможет рассмотреть заявку",
        example="Например: согласие соседей, проект дома, фотография опоры",
        required=False,
    ),
)

DOCUMENTS = Step("documents", "Документы")
PREVIEW = Step("preview", "Предпросмотр")
