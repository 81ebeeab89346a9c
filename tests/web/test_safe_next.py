import pytest

from lk.web.access import safe_next

TRICKS = [
    "",
    None,
    "https://evil.test",
    "http://evil.test/lk/",
    "//evil.test",
    "//evil.test/lk/",
    "///evil.test",
    "////evil.test/lk/",
    "/\\evil.test",
    "\\\\evil.test",
    "\\/evil.test",
    "/lk\\..\\evil.test",
    "/lk/\\evil.test",
    "/lk//evil.test",
    "/lk/..//evil.test",
    "/lk/../admin",
    "/lk/../../etc/passwd",
    "/lk/./..//evil.test",
    "/lk",
    "/lkevil",
    "/lk.evil.test",
    "/",
    "/other/",
    "lk/",
    "evil.test",
    "evil.test/lk/",
    "?next=/lk/",
    "#/lk/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript:/lk/",
    "javascript://lk/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://evil.test/lk/",
    "mailto:a@evil.test",
    "https:/lk/",
    "https:///lk/",
    "https:lk/",
    "http:////evil.test/lk/",
    "https://lk.test@evil.test/lk/",
    "https://evil.test#/lk/",
    "https://evil.test?/lk/",
    "https://evil.test\\@lk.test/lk/",
    " /lk/",
    "\t/lk/",
    "\n/lk/",
    "/lk/ ",
    "/lk/\r\nSet-Cookie: a=b",
    "/lk/\nLocation: https://evil.test",
    "/lk/\0",
    "/lk/\x7f",
    "/lk/a b",
    "/\t/evil.test",
    "/\n/evil.test",
    "\u2028/lk/",
    "\ufeff/lk/",
    "／lk／",
    "/lk/" + "a" * 2000,
    "/%2flk/",
    "%2flk%2f",
    "/%5cevil.test",
]


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize("target", TRICKS)
def test_address_outside_of_the_site_is_no_way_back(target):
    assert safe_next(target) is None


@pytest.mark.parametrize(
    "target",
    [
        "/lk/",
        "/lk/me",
        "/lk/applications/?before=abc",
        "/lk/applications/0123456789abcdefghjkmnpqrs/object#p_new",
        "/lk/questions/?after=1&q=%D0%B4%D0%BE%D0%BC",
    ],
)
def test_address_within_the_site_is_kept(target):
    assert safe_next(target) == target


def test_there_are_sixty_tricks():
    assert len(set(TRICKS)) >= 60


@pytest.mark.parametrize("target", [each for each in TRICKS if each and "\0" not in each])
def test_sign_in_with_a_trick_leads_to_the_front_page(client, consumer, target):
    page = client.open_path("/lk/sign-in", query={"next": target})
    form = page.form_of(page._one("button", "Войти"))

    kept = form.find("input", attrs={"name": "next"})

    assert kept is None or kept.get("value", "") == ""
