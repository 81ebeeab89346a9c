"""What the portal knows of the company. Names here are the keys of the TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from lk.company.prose import Prose


@dataclass(frozen=True, slots=True)
class Line:
    """A telephone line: `number` as people write it, `dial` as a telephone takes it (+7…)."""

    title: str
    number: str
    dial: str
    note: str = ""

    @property
    def href(self) -> str:
        return f"tel:{self.dial}"


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """Where a consumer comes with papers: one line of address, lines of opening hours."""

    address: str
    hours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Supplier:
    """A guaranteeing supplier. `code` is what an application keeps, so it never changes."""

    code: str
    name: str
    inn: str
    ogrn: str
    address: str


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples in the hints of an application, of the company's own town.

    `index` is how an address begins, `address` a whole one.
    """

    phone: str
    passport_issued: str
    cadastre: str
    index: str
    address: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that the company counts otherwise than the common calendar, and why (`source`)."""

    day: date
    is_working: bool
    source: str


@dataclass(frozen=True, slots=True)
class ReadingDays:
    """Days of a month on which readings are taken, from `opens` to `closes`, both included; 31 is
    the last day of any month. What closes before it opens closes in the next month.

    `since` when it holds, `source`: what says so.
    """

    since: date
    opens: int
    closes: int
    source: str


@dataclass(frozen=True, slots=True)
class Readings:
    """When readings are taken: of private people (`homes`), and of all others."""

    homes: tuple[ReadingDays, ...]
    others: tuple[ReadingDays, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An act the portal stands on (chapter 2 of the manual); `url` of its official publication."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text that a consumer agrees to; `version` is what the log of consents keeps."""

    title: str
    version: str
    since: date
    text: Prose


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the instruction; `anchor` is its id on the help page."""

    anchor: str
    title: str
    text: Prose


@dataclass(frozen=True, slots=True)
class BillingColumns:
    """How the company's billing calls the columns of its files, where not as the portal does:
    the portal's name to the billing's, by kind of file.
    """

    contracts: Mapping[str, str] = field(default_factory=dict)
    meters: Mapping[str, str] = field(default_factory=dict)
    history: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Binding:
    """How a contract comes into a cabinet. `third_proof`: what whoever came second types to be
    shown everything, surname (of an organisation: its name), or none: the office is to be asked.
    """

    third_proof: str = "none"

    @property
    def asks_name(self) -> bool:
        return self.third_proof == "surname"


@dataclass(frozen=True, slots=True)
class Company:
    """One company. `legal_name` is how contracts call it, `short_name` how people do.

    `office_email` is where the specialists read of new questions; empty: nobody is written to.
    `answer_days`: within how many calendar days a question is answered.
    """

    legal_name: str
    short_name: str
    short_name_genitive: str
    short_name_instrumental: str
    city: str
    time_zone: ZoneInfo
    site_url: str
    logo: str
    application_phones: str
    office_email: str
    answer_days: int
    letter_signature: str
    password_words: tuple[str, ...]
    require_snils: bool
    office: Office
    charges_phone: Line
    phones: tuple[Line, ...]
    top_menu: tuple[Link, ...]
    side_links: tuple[LinkGroup, ...]
    suppliers: tuple[Supplier, ...]
    examples: Examples
    readings: Readings
    acts: tuple[Act, ...]
    welcome: Prose
    contacts: Prose
    connection: Prose
    meters: Prose
    lost_mailbox: Prose
    terms: Document
    consent: Document
    supplier_consent: Document
    instruction: tuple[Chapter, ...]
    calendar: tuple[CalendarDay, ...] = ()
    billing_columns: BillingColumns = field(default_factory=BillingColumns, hash=False)
    binding: Binding = field(default_factory=Binding)

    @property
    def all_phones(self) -> tuple[Line, ...]:
        """The lines of the head, then the one for charges: the contacts of the home page."""
        return (*self.phones, self.charges_phone)

    @property
    def main_supplier(self) -> Supplier:
        """The supplier that a form offers first."""
        return self.suppliers[0]
