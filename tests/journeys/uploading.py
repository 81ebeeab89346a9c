"""A person's hand on the documents of an application: chooses and drops files."""

from lk.applications import service
from lk.db import db
from tests.factories import PASSWORD
from tests.journeys.hand import Hand

DROP = """([selector, files]) => {
  const target = document.querySelector(selector);
  const data = new DataTransfer();
  for (const [name, type, text] of files) {
    const bytes = Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
    data.items.add(new File([bytes], name, { type }));
  }
  for (const kind of ["dragenter", "dragover", "drop"]) {
    const options = { bubbles: true, cancelable: true, dataTransfer: data };
    target.dispatchEvent(new DragEvent(kind, options));
  }
}"""


def payload(file):
    return {"name": file.name, "mimeType": file.type, "buffer": file.content}


def sign_in(page):
    Hand(page).open("/lk/sign-in").fill({"Логин": "ivanova", "Пароль": PASSWORD}).press("Войти")
    Hand(page).arrives_at("/lk/$")


def slot(page, code="plan"):
    return page.locator(f"#slot-{code}")


def choose(page, *files, code="plan"):
    page.locator(f"#file_{code}").set_input_files([payload(each) for each in files])


def kept(draft):
    db.session.rollback()
    return [(each.slot, each.name) for each in service.documents_of(draft)]


def forget_complaints(page):
    """What the browser says of a network that was cut on purpose."""
    found = page.watched.complaints
    assert all("net::ERR" in each or "status of 5" in each for each in found), found
    found.clear()
