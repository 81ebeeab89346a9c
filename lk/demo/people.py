"""The demo's sign-ins: one of each kind of consumer, confirmed, with one password."""

from datetime import datetime, timedelta

from sqlalchemy import select

from lk.account import rules, service
from lk.account.models import Consent, User
from lk.company import company
from lk.db import db

# Of a demonstration that this machine alone can reach; LK_DEMO_PASSWORD sets another one.
PASSWORD = "teplaya-lampa-27"  # noqa: S105
REGISTERED = timedelta(days=420)
ADDRESS = "127.0.0.1"

# Login → kind, name of «Мои данные», telephone.
_PEOPLE = {
    "person": ("person", "Кедрова Анна Сергеевна", "+79138000001"),
    "entrepreneur": ("entrepreneur", "Лапин Олег Игоревич", "+79138000002"),
    "company": ("organisation", "ООО «Северный склад»", "+73822000003"),
}
LOGINS = tuple(_PEOPLE)


def add_people(password: str, at: datetime) -> dict[str, User]:
    """The users by login; registered long before `at`, so that their cases have a past."""
    registered, password_hash = at - REGISTERED, service.hash_password(password)
    users = {}
    for login, (kind, name, phone) in _PEOPLE.items():
        users[login] = service.create_user(
            login=login,
            password="",
            password_hash=password_hash,
            email=f"{login}@example.com",
            kind=kind,
            name=name,
            phone=phone,
            at=registered,
            is_demo=True,
        )
        db.session.flush()
        _agree(users[login], registered)
    return users


def change_password(password: str) -> None:
    """Give all sign-ins of the demo another password."""
    password_hash = service.hash_password(password)
    for user in db.session.scalars(select(User).where(User.is_demo)):
        user.password_hash = password_hash


def _agree(user: User, at: datetime) -> None:
    texts = ((rules.TERMS, company().terms), (rules.PERSONAL_DATA, company().consent))
    for document, text in texts:
        consent = Consent(
            user_id=user.id,
            document=document,
            title=text.title,
            version=text.version,
            at=at,
            address=ADDRESS,
        )
        db.session.add(consent)
