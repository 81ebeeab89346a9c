"""What holds for every page, checked by the client on each one that a test gets."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import Tag
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.harness.controls import CONTROLS, NOT_FILLED_IN, label_of, words
from tests.page import Page

# Written out here, so that a change of the portal's own list is seen.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}
# Pages with a token in their address say less to others; a download is put into a sandbox.
STRICTER = {"Referrer-Policy": {"no-referrer"}, "Content-Security-Policy": {"sandbox"}}
# What holds nothing of anybody may stay in a browser for a day.
PUBLIC_FILES = re.compile(r"/lk/forms/[\w-]+\.pdf")
# The calculator for programs: the same for everybody, for a minute.
PUBLIC_JSON = re.compile(r"/lk/calculator(\.json|/openapi\.json)")
_HANDLER = re.compile(r"on[a-z]+|hx-on.*")


def problems(page: Page, app: Flask) -> list[str]:
    """Everything that is wrong with this answer; an empty list is a good page."""
    found = list(_headers(page))
    if page.is_html and page.soup.find("h1"):
        found += [*_frame(page), *_forms(page), *_inline(page), *_links(page, app)]
    elif page.is_html and page.headers.get("HX-Redirect") is None:
        found += [*_forms(page), *_inline(page), *_links(page, app)]
    return found


def _headers(page: Page) -> list[str]:
    found = []
    for name, wanted in HEADERS.items():
        said = page.headers.get(name, "")
        is_stricter = any(said.startswith(each) for each in STRICTER.get(name, ()))
        if said != wanted and not is_stricter:
            found.append(f"header {name}: {said!r}")
    is_kept = page.status in {200, 304} and PUBLIC_FILES.fullmatch(page.path)
    wanted = "private, max-age=86400" if is_kept else "no-store"
    if page.status in {200, 304} and PUBLIC_JSON.fullmatch(page.path):
        wanted = "public, max-age=60"
    if page.headers.get("Cache-Control") != wanted:
        found.append(f"Cache-Control: {page.headers.get('Cache-Control')!r}")
    vary = {each.strip() for each in page.headers.get("Vary", "").split(",")}
    return found + [f"Vary lacks {each}" for each in ("Cookie", "HX-Request") if each not in vary]


def _frame(page: Page) -> list[str]:
    soup, found = page.soup, [f"html: {each}" for each in page.html_problems]
    html = soup.find("html")
    if not html or html.get("lang") != "ru":
        found.append("html lang is not ru")
    headings = soup.find_all("h1")
    if len(headings) != 1:
        found.append(f"{len(headings)} h1")
    if page.h1 not in page.title:
        found.append(f"title «{page.title}» lacks h1 «{page.h1}»")
    if len(soup.find_all("main")) != 1:
        found.append("not exactly one main")
    if soup.find(id="error-summary") and not page.title.startswith("Ошибка: "):
        found.append("errors are shown, but the title does not say «Ошибка: »")
    identities = [str(each["id"]) for each in soup.find_all(id=True)]
    return found + [
        f"id {each} twice" for each in {i for i in identities if identities.count(i) > 1}
    ]


def _forms(page: Page) -> list[str]:
    found = []
    for form in page.soup.find_all("form"):
        name = f"form {form.get('action')}"
        found += [f"{name}: no {each}" for each in ("action", "method") if not form.get(each)]
        has_token = form.find("input", attrs={"name": "csrf_token"})
        if form.get("method") == "post" and not has_token:
            found.append(f"{name}: no csrf_token")
        if form.get("method") == "get" and has_token:
            found.append(f"{name}: the token would stand in the address")
        is_multipart = form.get("enctype") == "multipart/form-data"
        if form.find("input", attrs={"type": "file"}) and not is_multipart:
            found.append(f"{name}: files without multipart")
    return found + _unnamed(page) + _described(page)


def _unnamed(page: Page) -> list[str]:
    """Controls without a label, buttons and links without words."""
    found = [
        f"no label: {each.get('name')}"
        for each in page.soup.select(CONTROLS)
        if each.get("type") not in NOT_FILLED_IN and not label_of(each)
    ]
    return found + [
        f"no words: {each}"
        for each in page.soup.select("button, a[href]")
        if not (words(each) or each.get("aria-label") or each.find("img", alt=True))
    ]


def _described(page: Page) -> list[str]:
    """`aria-describedby` and the like point to something that is there."""
    found = []
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
        for each in page.soup.find_all(attrs={attribute: True}):
            found += [
                f"{attribute} {target}: no such id"
                for target in str(each[attribute]).split()
                if not page.soup.find(id=target)
            ]
    return found


def _inline(page: Page) -> list[str]:
    found = [f"style={each['style']}" for each in page.soup.find_all(style=True)]
    found += ["<style>"] * len(page.soup.find_all("style"))
    found += [
        f"inline script {each}" for each in page.soup.find_all("script") if not each.get("src")
    ]
    for each in page.soup.find_all(True):
        found += [f"{name} on {each.name}" for name in each.attrs if _HANDLER.fullmatch(name)]
        target = str(each.get("href") or each.get("action") or "")
        if target.lower().startswith(("javascript:", "data:")):
            found.append(target)
    return found


def _links(page: Page, app: Flask) -> list[str]:
    found = []
    for each in page.soup.select("[href], [src], form[action], [hx-get], [hx-post]"):
        for attribute in ("href", "src", "action", "hx-get", "hx-post"):
            if each.get(attribute) is None:
                continue
            is_post = attribute == "hx-post" or (
                attribute == "action" and each.get("method") == "post"
            )
            if problem := _leads_nowhere(page, app, each, str(each[attribute]), is_post):
                found.append(problem)
    return found


def _leads_nowhere(page: Page, app: Flask, each: Tag, target: str, is_post: bool) -> str | None:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None if parts.scheme in {"https", "tel", "mailto"} else f"address {target}"
    if not parts.path:
        known = not parts.fragment or page.soup.find(id=unquote(parts.fragment))
        return None if known else f"#{parts.fragment}: no such id"
    if parts.path.startswith(app.static_url_path + "/"):
        file = Path(app.static_folder or "") / parts.path.removeprefix(f"{app.static_url_path}/")
        return None if file.is_file() else f"no file {target}"
    try:
        app.url_map.bind("lk.test").match(parts.path, method="POST" if is_post else "GET")
    except RequestRedirect as error:
        return f"{target} leads to {error.new_url} only by a redirect"
    except HTTPException as error:
        return f"{each.name} {target}: {error.name}"
    return None
