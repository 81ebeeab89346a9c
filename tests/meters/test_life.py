from dataclasses import replace
from datetime import date
from decimal import Decimal

from lk.meters.presenting_life import lines_of
from lk.meters.rules.history import Device, Event, with_replacements
from lk.meters.rules.life import life_of

INSTALLED, VERIFIED, REMOVED = date(2011, 6, 14), date(2011, 3, 1), date(2016, 12, 1)


def told(*devices: Device) -> list[tuple[str, str]]:
    lines = lines_of(life_of(devices), has_several=len(devices) > 1)
    return [(each.at, each.title.replace("\u00a0", " ")) for each in lines]


def words(*devices: Device) -> str:
    lines = lines_of(life_of(devices), has_several=len(devices) > 1)
    return " ".join(each.text for each in lines).replace("\u00a0", " ")


def test_life_of_one_meter_begins_with_its_verification_and_ends_with_its_removal():
    device = Device(
        1, "720021", 5, installed_on=INSTALLED, verified_on=VERIFIED, removed_on=REMOVED
    )

    assert told(device) == [
        ("01.12.2016", "Счетчик снят с учета"),
        ("14.06.2011", "Счетчик установлен"),
        ("01.03.2011", "Счетчик поверен"),
    ]


def test_replacement_is_one_line_of_both_devices():
    swap = Event(REMOVED, "replaced", 1, Decimal(74525), Decimal(2))
    old = Device(1, "111", 5, installed_on=INSTALLED, removed_on=REMOVED)
    new = Device(2, "222", 6, installed_on=REMOVED, events=(swap,))

    assert told(new, old) == [
        ("01.12.2016", "Счетчик заменен"),
        ("14.06.2011", "Счетчик установлен: № 111"),
    ]
    assert words(new, old).startswith(
        "Вместо счетчика № 111 стоит № 222. Последнее показание старого 74 525, первое нового 2."
    )


def test_replacement_that_nobody_told_of_is_known_by_the_day_of_the_new_meter():
    old = Device(1, "111", 5, removed_on=REMOVED)
    new = Device(2, "222", 6, installed_on=REMOVED)

    assert told(new, old) == [("01.12.2016", "Счетчик заменен")]


def test_zones_of_a_replacement_stand_in_one_line():
    swaps = tuple(
        Event(REMOVED, "replaced", zone, Decimal(100 * zone), Decimal(zone)) for zone in (1, 2)
    )
    old = Device(1, "111", 5, zones=2, removed_on=REMOVED)
    new = Device(2, "222", 6, zones=2, installed_on=REMOVED, events=swaps)

    assert len(told(new, old)) == 1
    assert "День: последнее показание старого 100, первое нового 1." in words(new, old)
    assert "Ночь: последнее показание старого 200, первое нового 2." in words(new, old)


def test_change_of_the_coefficient_says_both():
    change = Event(date(2026, 5, 12), "coefficient", 1, Decimal(30), Decimal(40), "Акт 17")
    device = Device(1, "111", 5, events=(change,))
    (line,) = lines_of(life_of([device]), has_several=False)

    assert line.title == "Изменен расчетный коэффициент"
    assert line.text == "Был 30, стал 40."
    assert line.comment == "Акт 17"


def test_day_that_an_event_tells_again_stands_once():
    told_again = (Event(INSTALLED, "installed"), Event(VERIFIED, "verified"))
    device = Device(1, "111", 5, installed_on=INSTALLED, verified_on=VERIFIED, events=told_again)

    assert [title for _, title in told(device)] == ["Счетчик установлен", "Счетчик поверен"]


def test_replacement_that_is_told_on_the_old_meter_is_one_of_the_new():
    swap = Event(REMOVED, "replaced", 1, Decimal(74525), Decimal(2))
    old = Device(1, "111", 5, installed_on=INSTALLED, removed_on=REMOVED, events=(swap,))
    new = Device(2, "222", 6, installed_on=REMOVED)

    devices = with_replacements([new, old])

    assert devices[0].events == (swap,)
    assert devices[1].events == ()
    assert told(*devices)[0] == ("01.12.2016", "Счетчик заменен")


def test_replacements_of_three_meters_stay_where_they_belong():
    first = Event(INSTALLED, "replaced", 1, Decimal(9), Decimal(1))
    second = Event(REMOVED, "replaced", 1, Decimal(8), Decimal(2))
    oldest = Device(1, "1", 5, removed_on=INSTALLED)
    middle = Device(2, "2", 5, installed_on=INSTALLED, removed_on=REMOVED)
    new = Device(3, "3", 5, installed_on=REMOVED)
    on_old = [new, replace(middle, events=(second,)), replace(oldest, events=(first,))]
    on_new = [replace(new, events=(second,)), replace(middle, events=(first,)), oldest]

    assert with_replacements(on_new) == on_new
    assert with_replacements(on_old) == on_new
