import pytest

from lk.company.prose import Block, ProseError, Span, parse, plain, tie

NBSP = "\N{NO-BREAK SPACE}"


def test_text_becomes_headings_paragraphs_and_lists():
    blocks = parse("Первый\nабзац.\n\n## Что\n\n- раз\n- два\n  и еще\n\n1. сперва\n2. потом")

    kinds = [block.kind for block in blocks]

    assert kinds == ["paragraph", "heading", "bullets", "numbers"]
    assert plain(blocks) == "Первый абзац.\nЧто\nраз\nдва и еще\nсперва\nпотом"


def test_link_to_a_page_of_the_portal_keeps_its_endpoint():
    (block,) = parse("Выберите «[Добавить прибор учета](@meters.add)»;")

    assert block == Block(
        "paragraph",
        ((Span("Выберите «"), Span("Добавить прибор учета", "@meters.add"), Span("»;")),),
    )
    assert block.items[0][1].endpoint == "meters.add"


@pytest.mark.parametrize("target", ["https://example.ru/a", "tel:+73822999888", "mailto:a@b.ru"])
def test_link_outside_is_taken_as_it_is(target: str):
    (block,) = parse(f"[слова]({target})")

    assert block.items == ((Span("слова", target),),)
    assert block.items[0][0].endpoint == ""


@pytest.mark.parametrize(
    "target", ["javascript:alert", "meters.add", "//evil.ru", "data:text/html"]
)
def test_link_to_anything_else_is_refused(target: str):
    with pytest.raises(ProseError, match="слова"):
        parse(f"[слова]({target})")


def test_empty_text_is_refused():
    with pytest.raises(ProseError):
        parse(" \n\n ")


@pytest.mark.parametrize(
    ("loose", "tied"),
    [
        ("г. Томск, ул. Ленина", f"г.{NBSP}Томск, ул.{NBSP}Ленина"),
        ("Правила № 861", f"Правила №{NBSP}861"),
        ("до 150 кВт и 10 кВ", f"до 150{NBSP}кВт и 10{NBSP}кВ"),
        ("кабинет — это", f"кабинет{NBSP}— это"),
        ("10 минут, 30 дней", f"10{NBSP}минут, 30{NBSP}дней"),
        ("с. 1–2 и т. д.", "с. 1–2 и т. д."),
    ],
)
def test_words_that_belong_together_are_tied(loose: str, tied: str):
    assert tie(loose) == tied
