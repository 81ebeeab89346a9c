"""Forms as a person sees them: fields by their labels, buttons by their words."""

from dataclasses import dataclass, field

from bs4 import Tag

CONTROLS = "input, select, textarea"
NOT_FILLED_IN = {"submit", "button", "reset", "image", "hidden"}


def words(element: Tag | None) -> str:
    """The text in one line; no-break spaces are spaces, soft hyphens are nothing."""
    if element is None:
        return ""
    return plain(element.get_text(" "))


def plain(text: str) -> str:
    line = " ".join(text.replace("\xad", "").split())
    for mark in ",.;:!?)»":
        line = line.replace(f" {mark}", mark)
    return line


def folded(text: str) -> str:
    """For comparing what is sought with what is there: ё is е, as in print."""
    return plain(text).replace("ё", "е").replace("Ё", "Е")


@dataclass(frozen=True)
class File:
    """A file that a person chooses."""

    name: str
    content: bytes
    type: str = "application/octet-stream"


@dataclass
class Field:
    """A control, or a group of radio buttons or checkboxes under one legend."""

    label: str
    elements: list[Tag]
    group: str = ""
    choices: list[str] = field(default_factory=list)

    def is_called(self, label: str) -> bool:
        """By its label, by «legend / label», or by the control's name."""
        known = {folded(self.label), folded(f"{self.group} / {self.label}"), self.name}
        return folded(label) in known

    @property
    def element(self) -> Tag:
        return self.elements[0]

    @property
    def name(self) -> str:
        return str(self.element.get("name", ""))

    @property
    def type(self) -> str:
        if self.element.name != "input":
            return str(self.element.name)
        return str(self.element.get("type", "text"))

    @property
    def box(self) -> Tag:
        """What the label, the hint and the notice stand in."""
        found = self.element.find_parent(class_=["field", "slot"])
        around = self.element.find_parent("label") or self.element
        return found or around.parent or self.element

    @property
    def value(self) -> object:
        """What stands there: text, True/False for a checkbox, the chosen words of a choice."""
        if self.type == "radio":
            chosen = [i for i, each in enumerate(self.elements) if each.has_attr("checked")]
            return self.choices[chosen[0]] if chosen else None
        if self.type == "checkbox" and self.choices:
            return [
                self.choices[i] for i, each in enumerate(self.elements) if each.has_attr("checked")
            ]
        if self.type == "checkbox":
            return self.element.has_attr("checked")
        if self.type == "select":
            return words(selected_option(self.element))
        if self.type == "textarea":
            return self.element.get_text().removeprefix("\n")
        return str(self.element.get("value", ""))

    @property
    def options(self) -> list[str]:
        if self.type == "select":
            return [words(option) for option in self.element.find_all("option")]
        return self.choices

    @property
    def error(self) -> str:
        """The notice over the field, or the one of another field that it refers to; "" when
        nothing is wrong.
        """
        if own := self.box.select_one(".notice"):
            return words(own)
        named = str(self.element.get("aria-describedby", "")).split()
        said = [_root(self.element).find(id=each) for each in named]
        return " ".join(words(each) for each in said if each and each.find_parent(class_="notice"))

    @property
    def hint(self) -> str:
        return words(self.box.select_one(".hint"))

    @property
    def is_required(self) -> bool:
        """By `required` on the control or by the star of the label, as a person sees it."""
        head = self.box.find(["label", "legend"])
        return self.element.has_attr("required") or "*" in words(head)

    @property
    def is_refused(self) -> bool:
        marked = [*self.elements, self.element.find_parent("fieldset")]
        return any(each and each.get("aria-invalid") == "true" for each in marked)


def selected_option(select: Tag) -> Tag | None:
    options = select.find_all("option")
    chosen = [option for option in options if option.has_attr("selected")]
    return (chosen or options or [None])[0]


def fields_of(root: Tag) -> list[Field]:
    """All fields that a person fills in under `root`, in the page's order."""
    found: dict[str, Field] = {}
    for control in root.select(CONTROLS):
        kind = control.get("type", "text") if control.name == "input" else control.name
        if kind in NOT_FILLED_IN or control.has_attr("disabled"):
            continue
        key, label = _key(control, str(kind)), label_of(control)
        if kind == "radio" or _is_of_group(control, str(kind)):
            legend = words(_legend(control))
            group = found.setdefault(key, Field(_bare(legend), [], group=_row_title(control)))
            group.elements.append(control)
            group.choices.append(label)
        else:
            found[key] = Field(label, [control], group=_row_title(control))
    return list(found.values())


def label_of(control: Tag) -> str:
    """The label's words without its star; aria-label where there is no label to see."""
    root = _root(control)
    identity = control.get("id")
    named = root.find("label", attrs={"for": identity}) if identity else None
    if named:
        return _bare(words(named))
    if around := control.find_parent("label"):
        return _bare(plain(" ".join(_texts_of(around))))
    if by := control.get("aria-labelledby"):
        return _bare(" ".join(words(root.find(id=each)) for each in str(by).split()))
    return _bare(str(control.get("aria-label", "")))


def _texts_of(label: Tag) -> list[str]:
    """Without what stands in the control inside of it."""
    found = label.find_all(string=True)
    return [str(each) for each in found if not each.find_parent(["select", "textarea"])]


def _bare(label: str) -> str:
    return label.rstrip(" *:")


def _root(element: Tag) -> Tag:
    return list(element.parents)[-1]


def _key(control: Tag, kind: str) -> str:
    if kind == "radio" or _is_of_group(control, kind):
        return f"{kind}:{control.get('name')}"
    return str(id(control))


def _is_of_group(control: Tag, kind: str) -> bool:
    if kind != "checkbox" or not control.get("name"):
        return False
    form = control.find_parent("form") or _root(control)
    return len(form.find_all("input", attrs={"type": kind, "name": control["name"]})) > 1


def _legend(control: Tag) -> Tag | None:
    fieldset = control.find_parent("fieldset")
    return fieldset.find("legend") if fieldset else None


def _row_title(control: Tag) -> str:
    """The legend of the row (or part) that the field stands in, for fields with one label twice."""
    for fieldset in control.find_parents("fieldset"):
        if "field" in (fieldset.get("class") or []):
            continue
        return words(fieldset.find("legend"))
    return ""
