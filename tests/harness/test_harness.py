from sqlalchemy import inspect, text
import time

from lk.db import db
from tests.factories import PASSWORD


def test_database_has_the_tables(app):
    assert inspect(db.engine).has_table("users")


def test_b(signed_in):
    page = signed_in.open("home.front")
    print(page.links, page.h1, page.statements.selects)

def test_d(signed_in, runner):
    print(runner("users", "list").output)
def test_fast(portal):
    t=time.time()
    for _ in range(20): portal.reset()
    print("RESET", (time.time()-t)/20)
def test_live(live): print(live.url)
def test_chr(live, browser_page): 
    browser_page.goto("/lk/"); print(browser_page.title())
