"""Step «Документы»: the slots of пункт 10 of the connection rules (PP 861), and our own."""

from lk.applications.catalogue.model import Condition, DocumentSlot, Step
from lk.applications.catalogue.requisites import BY_REPRESENTATIVE_YES

PLAN = DocumentSlot(
    code="plan",
    title="План расположения энергопринимающих устройств",
    hint="Ситуационный план: где на участке стоят устройства и где проходят границы участка",
)
OWN = DocumentSlot(
    code="own",
    title="Документ о праве на объект или участок",
    hint="Копия документа о праве собственности или ином основании, например выписка ЕГРН",
)
PASSPORT_COPY = DocumentSlot(
    code="passport",
    title="Копия паспорта",
    hint="Страница с фотографией и страница с регистрацией",
)
POA = DocumentSlot(
    code="poa",
    title="Доверенность или документ о полномочиях представителя",
    shown_if=BY_REPRESENTATIVE_YES,
)
MKD_RIGHT = DocumentSlot(
    code="mkd",
    title="Документ о праве на помещение в многоквартирном доме",
    hint="При необходимости также согласие собственников",
    shown_if=Condition("mkd", (True,)),
)
MORE = DocumentSlot(
    code="other",
    title="Иные документы",
    hint="Все, что поможет рассмотреть заявку",
    required=False,
)

DOCUMENTS_STEP = Step("documents", "Документы")
PREVIEW_STEP = Step("preview", "Предпросмотр")
