"""What each of the fifteen kinds asks, copied by hand from the papers and not from the code.

A question is its key and a mark: `!` must be answered, `?` must when another answer calls for it,
`-` may be left empty. Documents likewise.
"""

_PERSON = "last_name! first_name! middle_name? middle_name_absent- passport! passport_issued!"
_REPRESENTATIVE = "by_representative! rep_name? rep_doc?"
_ADDRESSES = "addr_reg! addr_same- addr_fact?"
# A half of the bank's particulars is of no use: БИК and the account call for each other.
_BANK = "bank_bik? bank_acc? bank_corr-"

_FL = f"reason! {_PERSON} passport_date- snils- inn- {_REPRESENTATIVE} {_ADDRESSES} phone! email!"
_IP = (
    f"reason! {_PERSON} snils- inn! ogrnip! egrip_date! {_REPRESENTATIVE} {_ADDRESSES}"
    f" {_BANK} phone! email!"
)
_UL_NAME = "reason! org_name! org_short-"
_UL_REST = (
    f"inn! kpp! ogrn! egrul_date! {_ADDRESSES} head_name! head_post! head_basis!"
    f" {_REPRESENTATIVE} {_BANK} contact_name! phone! email!"
)
_UL = f"{_UL_NAME} {_UL_REST}"
_UL_15 = f"{_UL_NAME} org_kind! members_count? {_UL_REST}"

_PLACE = (
    "obj_kind! obj_other? obj_name! obj_addr! settlement! cadastre! cad_obj- own_kind! own_term?"
    " own_other? mkd- distance_m- existing_contract? supplier! supplier_name?"
)
_OBJECT, _OBJECT_670P = f"{_PLACE} supply_kind!", f"{_PLACE} supply_kind-"
_OBJECT_TMP = (
    "obj_kind! obj_other? obj_name! obj_addr! settlement! cadastre? cad_obj- own_kind! own_term?"
    " own_other? distance_m- tmp_contract? tmp_from! tmp_to! supplier! supplier_name? supply_kind-"
)

_SMALL = "p_new! p_old? p_total- voltage! reliability- phases! load_kind! load_other? stages!"
_LARGE = (
    "p_new! p_old? p_total- voltage! reliability! p_I? p_II? p_III- load_kind! load_other?"
    " distort- distort_what? points! stages! has_transformers! transformers? has_generators-"
    " generators? gen_min? armor_tech- armor_tech_why? armor_emerg- armor_emerg_why? pa!"
    " calc_rate_kind!"
)
_TEMPORARY = "p_new! p_old! p_total- voltage! reliability- load_kind! load_other?"

# kind: title, «Реквизиты и контакты», «Объект», «Технические данные», «Документы»
KINDS = {
    "fl-15": (
        "Заявка для физических лиц, мощностью присоединяемого объекта до 15кВт для бытовых нужд",
        _FL,
        _OBJECT,
        f"{_SMALL} benefit_cat-",
        "plan! own! passport! poa? mkd? benefit? other-",
    ),
    "fl-150": (
        "Заявка для физических лиц, мощностью присоединяемого объекта менее 150кВт",
        _FL,
        _OBJECT,
        f"{_SMALL} calc_rate_kind!",
        "plan! own! passport! poa? mkd? other-",
    ),
    "fl-670": (
        "Заявка для физических лиц, мощностью присоединяемого объекта от 150кВт до 670кВт",
        _FL,
        _OBJECT,
        _LARGE,
        "plan! scheme35? pa_list? own! passport! poa? mkd- other-",
    ),
    "fl-670p": (
        "Заявка для физических лиц, мощностью присоединяемого объекта от 670кВт",
        _FL,
        _OBJECT_670P,
        _LARGE,
        "plan! scheme35? pa_list? own! passport! poa? mkd- other-",
    ),
    "fl-tmp": (
        "Заявка для физических лиц на временное подключение",
        _FL,
        _OBJECT_TMP,
        _TEMPORARY,
        "plan? own? main_tc? passport! poa? other-",
    ),
    "ip-15": (
        "Заявка для индивидуальных предпринимателей, мощностью присоединяемого объекта до 15кВт",
        _IP,
        _OBJECT,
        _SMALL,
        "plan! own! passport! poa? egr- mkd? other-",
    ),
    "ip-150": (
        "Заявка для индивидуальных предпринимателей, мощностью присоединяемого объекта"
        " менее 150кВт",
        _IP,
        _OBJECT,
        f"{_SMALL} payment_plan? calc_rate_kind!",
        "plan! own! passport! poa? egr- mkd? other-",
    ),
    "ip-670": (
        "Заявка для индивидуальных предпринимателей, мощностью присоединяемого объекта"
        " от 150кВт до 670кВт",
        _IP,
        _OBJECT,
        _LARGE,
        "plan! scheme35? pa_list? own! poa? egr- mkd- other-",
    ),
    "ip-670p": (
        "Заявка для индивидуальных предпринимателей, мощностью присоединяемого объекта от 670кВт",
        _IP,
        _OBJECT_670P,
        _LARGE,
        "plan! scheme35? pa_list? own! poa? egr- mkd- other-",
    ),
    "ip-tmp": (
        "Заявка для индивидуальных предпринимателей на временное подключение",
        _IP,
        _OBJECT_TMP,
        _TEMPORARY,
        "plan? own? main_tc? poa? egr- other-",
    ),
    "ul-15": (
        "Заявка для юридических лиц, мощностью присоединяемого объекта до 15кВт для бытовых нужд",
        _UL_15,
        _OBJECT,
        _SMALL,
        "plan! own! poa? egr- mkd? other-",
    ),
    "ul-150": (
        "Заявка для юридических лиц, мощностью присоединяемого объекта менее 150кВт",
        _UL,
        _OBJECT,
        f"{_SMALL} payment_plan? calc_rate_kind!",
        "plan! own! poa? egr- mkd? other-",
    ),
    "ul-670": (
        "Заявка для юридических лиц, мощностью присоединяемого объекта от 150кВт до 670кВт",
        _UL,
        _OBJECT,
        _LARGE,
        "plan! scheme35? pa_list? own! poa! egr- mkd- other-",
    ),
    "ul-670p": (
        "Заявка для юридических лиц, мощностью присоединяемого объекта от 670кВт",
        _UL,
        _OBJECT_670P,
        _LARGE,
        "plan! scheme35? pa_list? own! poa! egr- mkd- other-",
    ),
    "ul-tmp": (
        "Заявка для юридических лиц на временное подключение",
        _UL,
        _OBJECT_TMP,
        _TEMPORARY,
        "plan? own? main_tc? poa! egr- other-",
    ),
}

# Voltages in kV that a category may ask for.
VOLTAGES = {
    "15": "0.22 0.4",
    "150": "0.4 6 10",
    "670": "0.4 6 10",
    "670p": "6 10 35 110",
    "tmp": "0.22 0.4 6 10",
}

# Rows of forms № 4–7 and the answers that fill them.
FORM_ROWS = {
    "1": "last_name first_name middle_name middle_name_absent org_name org_short org_kind"
    " members_count",
    "2": "ogrn egrul_date ogrnip egrip_date",
    "3": "passport passport_issued passport_date",
    "3a": "snils inn kpp",
    "4": "addr_reg addr_same addr_fact",
    "5": "reason obj_kind obj_other obj_name obj_addr settlement cadastre cad_obj own_kind own_term"
    " own_other mkd distance_m",
    "6": "p_new p_old p_total voltage phases existing_contract",
    "7": "reliability p_I p_II p_III",
    "8": "load_kind load_other distort distort_what",
    "9": "stages",
    "10": "points",
    "11": "has_transformers transformers has_generators generators gen_min armor_tech"
    " armor_tech_why armor_emerg armor_emerg_why pa",
    "12": "payment_plan benefit_cat calc_rate_kind bank_bik bank_acc bank_corr",
    "13": "tmp_contract tmp_from tmp_to",
    "14": "supplier supplier_name",
    "15": "supply_kind",
    "16": "head_name head_post head_basis by_representative rep_name rep_doc contact_name phone"
    " email",
}

# What the papers say beside a question; a hint may say more.
HINTS = {
    "reason": "Выберите причину подачи заявки",
    "last_name": "Как в паспорте",
    "first_name": "Как в паспорте",
    "middle_name": "При отсутствии отметьте галочкой",
    "passport": "4 цифры серии и 6 цифр номера",
    "passport_issued": "Наименование органа и дата, например: ОВД Кировского района г. Томска,"
    " 12.03.2010",
    "snils": "000-000-000 00",
    "inn": "10 цифр для организации, 12 для ИП и граждан",
    "org_name": "Как в ЕГРЮЛ",
    "org_short": "Как в ЕГРЮЛ",
    "ogrn": "Номер записи в ЕГРЮЛ",
    "ogrnip": "Номер записи в ЕГРИП",
    "kpp": "9 знаков",
    "head_basis": "Устав / доверенность № … от …",
    "rep_doc": "Доверенность № … от …",
    "bank_bik": "нужны для договора и счёта",
    "addr_reg": "634000, Томская обл., г. Томск, ул. …, д. …",
    "addr_fact": "634000, Томская обл., г. Томск, ул. …, д. …",
    "phone": "+7 (3822) 999-718",
    "email": "На неё придут уведомления",
    "obj_kind": "Что присоединяется",
    "obj_name": "Например: жилой дом, ВРУ-0,4 кВ",
    "obj_addr": "Город, улица, дом; если адреса нет — ориентир",
    "settlement": "Влияет на льготное расстояние (300/500 м)",
    "cadastre": "70:21:0100001:123",
    "cad_obj": "Если объект построен",
    "distance_m": "Приблизительно, по прямой",
    "supply_kind": "Если не знаете — выберите «энергоснабжение»",
}

LABELS = {
    "org_name": "Полное наименование",
    "ogrnip": "ОГРНИП",
    "kpp": "КПП",
    "head_name": "Руководитель",
    "head_basis": "Действует на основании",
    "contact_name": "Контактное лицо",
    "tmp_contract": "Реквизиты договора на постоянное ТП",
    "p_old": "Ранее присоединённая мощность, кВт",
    "reliability": "Категория надежности",
    "points": "Точки присоединения",
    "stages": "Этапы ввода в эксплуатацию",
    "gen_min": "Технологический минимум генераторов, кВт",
    "payment_plan": "Порядок оплаты",
    "benefit_cat": "Льготная категория",
    "calc_rate_kind": "Вид ставки для расчёта платы",
}
ADDRESS_LABELS = {
    "fl": (
        "Зарегистрирован(а) (индекс и адрес)",
        "Фактический адрес проживания (индекс и адрес)",
    ),
    "ip": (
        "Зарегистрирован(а) (индекс и адрес)",
        "Фактический адрес проживания (индекс и адрес)",
    ),
    "ul": ("Место нахождения (индекс и адрес)", "Почтовый адрес"),
}
