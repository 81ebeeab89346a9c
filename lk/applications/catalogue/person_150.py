"""«Физическое лицо · до 150 кВт»: figures 11 and 12, the form for one source up to 150 kW."""

from typing import TypeAlias

from lk.applications.catalogue import documents, requisites, site, technical
from lk.applications.catalogue.model import Choice, DocumentSlot, Step

Content: TypeAlias = tuple[tuple[Step, ...], tuple[DocumentSlot, ...], tuple[str, ...]]


def person_150(suppliers: tuple[Choice, ...], *, require_snils: bool) -> Content:
    """Steps, documents and the checks over several answers."""
    steps = (
        requisites.requisites(
            requisites.REASON_GROUP,
            requisites.person(require_snils=require_snils),
            requisites.CONTACTS,
        ),
        site.site(site.SITE, site.RIGHTS, site.EARLIER, site.supply(suppliers)),
        technical.technical(
            technical.POWER,
            technical.SUPPLY_150,
            technical.LOAD,
            technical.STAGE_GROUP,
            technical.PAYMENT,
        ),
        documents.DOCUMENTS_STEP,
        documents.PREVIEW_STEP,
    )
    slots = (
        documents.PLAN,
        documents.OWN,
        documents.PASSPORT_COPY,
        documents.POA,
        documents.MKD_RIGHT,
        documents.MORE,
    )
    return steps, slots, ("power", "voltage", "phases", "stages")
