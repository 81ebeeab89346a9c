"""«Льготная плата»: who may have it and how much it is (п. 17 Правил, ПП РФ № 861)."""

from decimal import Decimal
from typing import NamedTuple

from lk.calculator.rules.answer import Condition, Estimate, ReducedFee, Unavailable
from lk.calculator.rules.question import Question
from lk.calculator.rules.tariff import Reduced, Tariff
from lk.calculator.rules.vat import rounded
from lk.calculator.rules.words import TERRITORY_WORDS, kilovolts, kilowatts, metres, roubles

TITLE = "Льготная плата"
INSTEAD = "Смотрите обычный расчет."
NONE_HERE = f"По этому тарифу льготной платы нет. {INSTEAD}"
NO_SOCIAL = "Отдельной ставки для вашей группы в тарифе нет."
# Who missed a bound by a fifth at most is told of it unasked.
_NEAR = Decimal("1.2")

_Way = Estimate | Unavailable


class _Checked(NamedTuple):
    words: str
    holds: bool
    is_near: bool


def reduced_fee(question: Question, tariff: Tariff, standard: _Way) -> ReducedFee | None:
    """None: there is nothing to say. Who names a group is always answered; others are told when
    the fee may be theirs or when one condition alone is in the way.
    """
    rule = tariff.reduced
    amount = _amount(question, rule, standard) if rule else None
    if rule is None or amount is None:
        return ReducedFee(None, TITLE, (), NONE_HERE) if question.group else None
    checked = _computed(question, rule)
    failed = [each for each in checked if not each.holds]
    conditions = tuple(Condition(each.words, each.holds) for each in checked)
    if not failed:
        words = _words(question, tariff, rule, standard)
        return ReducedFee(amount, words, conditions + _told(question))
    if question.group or (len(failed) == 1 and failed[0].is_near):
        named = ", ".join(each.words for each in failed)
        reason = f"Льготная плата не подходит, для нее нужно: {named}. {INSTEAD}"
        return ReducedFee(None, TITLE, conditions, reason)
    return None


def _computed(question: Question, rule: Reduced) -> tuple[_Checked, ...]:
    """Earlier connected power counts; a partnership has the bound for each of its members."""
    whole, distance = question.whole_kw, question.distance_m
    most = rule.max_kw * _members(question)
    of_power = f"мощность с ранее присоединенной не больше {kilowatts(rule.max_kw)}"
    if question.group == "partnership":
        of_power += " на каждого члена"
    way = rule.city_m if question.territory == "city" else rule.rural_m
    of_way = f"до сетей не больше {metres(way)} ({TERRITORY_WORDS[question.territory]})"
    return (
        _Checked(of_power, whole <= most, whole <= most * _NEAR),
        _Checked(
            f"категория электроснабжения {' или '.join(rule.reliability)}",
            question.reliability in rule.reliability,
            is_near=True,
        ),
        _Checked(
            f"напряжение не выше {kilovolts(rule.max_kv)}",
            question.voltage_kv <= rule.max_kv,
            is_near=True,
        ),
        _Checked(of_way, distance <= way, distance <= way * _NEAR),
        _Checked("постоянная схема", question.scheme == "permanent", is_near=True),
    )


def _told(question: Question) -> tuple[Condition, ...]:
    """What only the applicant and the company know."""
    said = [
        "электроэнергия нужна не для предпринимательства",
        "объект или участок принадлежит вам по праву собственности или иному законному праву",
    ]
    if question.group == "partnership":
        said = ["заявку подает товарищество или кооператив для своих членов"]
    if question.group == "social":
        said.append("есть документ о праве на ставку для отдельных категорий граждан")
    said.append("по этому участку вы не платили льготную плату в последние три года")
    return tuple(Condition(words, None) for words in said)


def _members(question: Question) -> int:
    return question.members if question.group == "partnership" else 1


def _amount(question: Question, rule: Reduced, standard: _Way) -> Decimal | None:
    """A benefit never costs more than the standardised fee, whichever rate per kW it goes by."""
    if rule.mode == "fixed":
        return None if rule.amount is None else rounded(rule.amount * _members(question))
    per_kw = _per_kw(question, rule)
    if per_kw is None:
        return None
    amount = rounded(per_kw * question.power_kw)
    return amount if isinstance(standard, Unavailable) else min(amount, standard.total)


def _per_kw(question: Question, rule: Reduced) -> Decimal | None:
    if question.group == "social" and rule.social_per_kw is not None:
        return rule.social_per_kw
    return rule.per_kw


def _words(question: Question, tariff: Tariff, rule: Reduced, standard: _Way) -> str:
    """«5 000 руб./кВт × 15 кВт, с НДС.»"""
    vat = "" if tariff.vat_mode == "none" else ", с НДС"
    if rule.mode == "fixed":
        if question.group == "partnership" and rule.amount is not None:
            return f"{roubles(rule.amount)} × {question.members} (по числу членов){vat}."
        return f"За все присоединение{vat}."
    per_kw = _per_kw(question, rule) or Decimal(0)
    words = f"{roubles(per_kw)}/кВт × {kilowatts(question.power_kw)}{vat}."
    if isinstance(standard, Estimate) and standard.total < per_kw * question.power_kw:
        words = f"По стандартизированным ставкам: это меньше, чем {words}"
    if question.group == "social" and rule.social_per_kw is None:
        words += f" {NO_SOCIAL}"
    return words
