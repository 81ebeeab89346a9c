"""What «Физическое лицо · до 150 кВт» asks, copied from the papers and not from the code."""

# Typed by hand from the list of fields: key, label, type, whether it must be filled (R always,
# c when an answer opens it, o never), and a group's title before its first field.
FIELDS = """
requisites | Реквизиты и контакты
@
reason | В связи с | radio | R
@ Реквизиты физического лица
last_name | Фамилия | text | R
first_name | Имя | text | R
middle_name | Отчество | text | c
middle_name_absent | Отчество отсутствует | checkbox | o
passport | Паспорт серия и номер | passport | R
passport_issued | Паспорт выдан кем, когда | text | R
passport_date | Дата выдачи | date | o
snils | СНИЛС | snils | o
inn | ИНН | inn | o
by_representative | Подается представителем заявителя | yesno | R
rep_name | Фамилия, имя, отчество представителя | text | c
rep_doc | Документ представителя | text | c
addr_reg | Зарегистрирован(а) (индекс и адрес) | address | R
addr_same | Фактический адрес совпадает с адресом регистрации | checkbox | o
addr_fact | Фактический адрес проживания (индекс и адрес) | address | c
@ Контактные данные
phone | Телефон | phone | R
email | Электронная почта | email | R
object | Объект
@ Присоединяемый объект
obj_kind | Вид энергоснабжаемого объекта | select | R
obj_other | Какой объект | text | c
obj_name | Наименование энергопринимающих устройств | text | R
obj_addr | Адрес объекта | text | R
settlement | Тип населённого пункта | radio | R
cadastre | Кадастровый номер | cadastre | R
cad_obj | Кадастровый номер здания/помещения | cadastre | o
@ Право и расположение
own_kind | Право на объект/участок | radio | R
own_term | Срок аренды | text | c
own_other | Какое право | text | c
mkd | Помещение в МКД | checkbox | o
distance_m | Расстояние до сетей, м | integer | o
@ Прежнее присоединение
existing_contract | № и дата ранее выданных ТУ/договора/акта ТП | text | c
@ Договор на электроэнергию
supplier | Гарантирующий поставщик | select | R
supplier_name | Наименование другой организации | text | c
supply_kind | Вид договора | radio | R
technical | Технические данные
@ Мощность
p_new | Максимальная мощность присоединяемых устройств, кВт | decimal | R
p_old | Ранее присоединённая мощность, кВт | decimal | c
p_total | Всего, кВт | readonly | o
@ Электроснабжение
voltage | Напряжение, кВ | radio | R
reliability | Категория надежности | readonly | o
phases | Фазность | radio | R
@ Нагрузка
load_kind | Характер нагрузки | select | R
load_other | Опишите нагрузку | text | c
@ Этапы
stages | Этапы ввода в эксплуатацию | repeat | R
@ Плата за присоединение
calc_rate_kind | Вид ставки для расчёта платы | radio | R
documents | Документы
preview | Предпросмотр
"""

# Figure 12, in its order and its words.
FIGURE_12 = [
    "В связи с",
    "Фамилия",
    "Имя",
    "Отчество",
    "Паспорт серия и номер",
    "Паспорт выдан кем, когда",
    "Подается представителем заявителя",
    "Зарегистрирован(а) (индекс и адрес)",
    "Фактический адрес проживания (индекс и адрес)",
    "Телефон",
    "Электронная почта",
]

HINTS = {
    "reason": "Выберите причину подачи заявки",
    "last_name": "Как в паспорте",
    "middle_name": "При отсутствии отметьте галочкой",
    "passport": "4 цифры серии и 6 цифр номера",
    "passport_issued": "Наименование органа и дата, например: ОВД Кировского района г. Томска,"
    " 12.03.2010",
    "snils": "000-000-000 00",
    "addr_reg": "634000, Томская обл., г. Томск, ул. …, д. …",
    "phone": "+7 (3822) 999-718",
    "email": "На нее придут уведомления",
    "obj_kind": "Что присоединяется",
    "obj_name": "Например: жилой дом, ВРУ-0,4 кВ",
    "obj_addr": "Город, улица, дом; если адреса нет — ориентир",
    "settlement": "Влияет на льготное расстояние (300/500 м)",
    "cad_obj": "Если объект построен",
    "distance_m": "Приблизительно, по прямой",
    "supply_kind": "Если не знаете — выберите «энергоснабжение»",
}
