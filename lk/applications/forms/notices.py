from collections import defaultdict
from collections.abc import Iterable

from lk.applications.errors import Problem
from lk.applications.forms.sheet import name_of


def changed_notices(
    before: Iterable[Problem], after: Iterable[Problem], *, besides: frozenset[str]
) -> dict[str, list[str]]:
    """What the notices say from now on that this save has changed, by the name of the control.

    Nobody is told to fill in a field that he has not come to yet: of such a problem only the end
    is news. `besides`: names that are told about anyway.
    """
    was, is_now = _by_name(before), _by_name(after)
    found = {}
    for name in (was | is_now).keys() - besides:
        said, says = was.get(name, []), is_now.get(name, [])
        if _texts(said) == _texts(says):
            continue
        texts = [problem.message for problem in says if problem.code != "required"]
        if texts or said:
            found[name] = texts
    return found


def _by_name(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        found[name_of(problem)].append(problem)
    return dict(found)


def _texts(problems: Iterable[Problem]) -> list[str]:
    return [problem.message for problem in problems]
